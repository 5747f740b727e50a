// Draws a form for phone, tablet and keyboard: controlled, offline, without any component library.
import { useId, useMemo, useRef, useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { Day } from '#platform/contract.ts';
import { carriedOver } from '../../rules/carry-over.ts';
import { isAnswered } from '../../rules/check-answers.ts';
import { bandOf, evaluateForm } from '../../rules/evaluate-form.ts';
import type { Answers, FormDefinition, FormResult, FormSection, ItemFault, PreviousAnswers } from '../../rules/form.ts';
import { ItemView } from './item-view.tsx';
import { useLocalText } from './use-local-text.ts';
import styles from './form.module.css';

export interface FormViewProps {
  definition: FormDefinition;
  answers: Answers;
  onChange: (answers: Answers) => void;
  /** Answers of the last visit, shown beside and taken over section by section. */
  previous?: PreviousAnswers;
  today: Day;
  /** Shows what is missing everywhere, not only where somebody has been. */
  showFaults?: boolean;
}

export function FormView({ definition, answers, onChange, previous, today, showFaults = false }: FormViewProps) {
  const root = useRef<HTMLDivElement>(null);
  const made = useId();
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const result = useMemo(() => evaluateForm(definition, answers, today), [definition, answers, today]);
  const next = (key: string) => focusAfter(root.current, key);
  const enter = (event: KeyboardEvent<HTMLElement>) => {
    const target = event.target as HTMLElement;
    // Shift+Enter makes a line in a text.
    const ownMeaning = event.shiftKey || target.tagName === 'BUTTON';
    const key = target.closest<HTMLElement>('[data-item]')?.dataset['item'];
    if (event.key !== 'Enter' || event.nativeEvent.isComposing || ownMeaning || key === undefined) return;
    event.preventDefault();
    next(key);
  };
  return (
    <div
      ref={root}
      role="presentation"
      className={styles['form']}
      onKeyDown={enter}
      onBlur={(event) => {
        const key = (event.target as HTMLElement).closest<HTMLElement>('[data-item]')?.dataset['item'];
        if (key !== undefined && !left.has(key)) setLeft(new Set(left).add(key));
      }}
    >
      {definition.sections.map((section) => (
        <SectionView
          key={section.key}
          section={section}
          result={result}
          given={answers}
          previous={previous}
          onCarry={() => onChange({ ...answers, ...carriedOver(section, answers, previous!.answers) })}
        >
          {section.items
            .filter(({ key }) => result.asked.includes(key))
            .map((item) => {
              const answer = item.kind === 'computed' ? result.answers[item.key] : answers[item.key];
              const shown = showFaults || (left.has(item.key) && isAnswered(answer));
              return (
                <ItemView
                  key={item.key}
                  item={item}
                  id={`${made}-${item.key}`}
                  answer={answer}
                  today={today}
                  previous={previous}
                  fault={shown ? faultOf(result, item.key) : undefined}
                  band={'bands' in item && typeof answer === 'number' ? bandOf(item.bands, answer) : undefined}
                  onNext={() => next(item.key)}
                  onAnswer={(value) => onChange({ ...answers, [item.key]: value })}
                />
              );
            })}
        </SectionView>
      ))}
    </div>
  );
}

function faultOf(result: FormResult, key: string): ItemFault | undefined {
  if (result.state === 'complete') return undefined;
  return (
    result.faults.find((fault) => fault.key === key) ??
    (result.missing.includes(key) ? { key, kind: 'required' } : undefined)
  );
}

/** Focuses the field of the item after this one, and shows it. */
function focusAfter(root: HTMLElement | null, key: string): void {
  const items = [...(root?.querySelectorAll<HTMLElement>('[data-item]:has([data-entry])') ?? [])];
  const at = items.findIndex((item) => item.dataset['item'] === key);
  const field = items[at + 1]?.querySelector<HTMLElement>('[data-entry]');
  field?.focus({ preventScroll: true });
  field?.closest('[data-item]')?.scrollIntoView({ block: 'center', behavior: 'instant' });
  if (field instanceof HTMLInputElement && field.inputMode !== '') field.select();
}

/** Brings the first item that is missing or wrong into view; false where nothing is. */
export function focusFirstFault(root: ParentNode, result: FormResult): boolean {
  if (result.state === 'complete') return false;
  const wrong = new Set([...result.missing, ...result.faults.map(({ key }) => key)]);
  const key = result.asked.find((one) => wrong.has(one));
  const item = root.querySelector<HTMLElement>(`[data-item="${key}"]`);
  item?.querySelector<HTMLElement>('[data-entry]')?.focus({ preventScroll: true });
  item?.scrollIntoView({ block: 'center', behavior: 'instant' });
  return item !== null;
}

interface SectionViewProps {
  section: FormSection;
  result: FormResult;
  given: Answers;
  previous?: PreviousAnswers;
  onCarry: () => void;
  children: React.ReactNode[];
}
function SectionView({ section, result, given, previous, onCarry, children }: SectionViewProps) {
  const { t } = useTranslation();
  const text = useLocalText();
  const asked = section.items.filter(({ key }) => result.asked.includes(key));
  if (asked.length === 0) return null;
  const required = asked.filter((item) => item.required);
  const done = required.filter(({ key }) => isAnswered(given[key])).length;
  const carried = previous ? Object.keys(carriedOver(section, given, previous.answers)) : [];
  /** Where measurements of today stand in the section too, the button names what it takes over. */
  const mixed = section.items.some((item) => !item.carriesOver && item.kind !== 'computed' && item.required);
  const names = section.items.filter(({ key }) => carried.includes(key)).map(({ label }) => text(label));
  return (
    <section className={styles['section']} aria-label={text(section.title)}>
      <header className={styles['head']}>
        <h2>{text(section.title)}</h2>
        {required.length > 0 && (
          <span className={styles['count']} data-done={done === required.length || undefined}>
            {done === required.length
              ? t('knowledge.form.sectionDone')
              : t('knowledge.form.sectionCount', { done, all: required.length })}
          </span>
        )}
        {carried.length > 0 && (
          <button type="button" className={styles['same']} onClick={onCarry}>
            {mixed
              ? t(names.length > 2 ? 'knowledge.form.carryOverMany' : 'knowledge.form.carryOver', {
                  names: names.slice(0, 2).join('、'),
                })
              : t('knowledge.form.sameAsLastTime')}
          </button>
        )}
      </header>
      <div className={styles['items']}>{children}</div>
    </section>
  );
}
