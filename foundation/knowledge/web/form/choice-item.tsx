// Choices as large chips: one, several, or yes and no; digits choose by place, arrows move.
import type { KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { Answer, ChoiceItem, MultiChoiceItem, YesNoItem } from '../../rules/form.ts';
import type { ItemProps } from './item-props.ts';
import { useLocalText } from './use-local-text.ts';
import styles from './form.module.css';

interface Chip {
  code: string;
  label: string;
  chosen: boolean;
}
interface ChipsProps {
  id: string;
  name: string;
  several: boolean;
  chips: readonly Chip[];
  describedBy: string;
  invalid: boolean;
  onPick: (code: string) => void;
}

/** Native radios and checkboxes, so that arrows, Space and read-aloud work as everywhere. */
function Chips({ id, name, several, chips, describedBy, invalid, onPick }: ChipsProps) {
  const first = Math.max(0, several ? 0 : chips.findIndex(({ chosen }) => chosen));
  const choose = (event: KeyboardEvent) => {
    const chip = chips[Number(event.key) - 1];
    if (!chip || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    onPick(chip.code);
  };
  return (
    <div role="presentation" className={styles['chips']} onKeyDown={choose}>
      {chips.map(({ code, label, chosen }, index) => (
        <label key={code} className={styles['chip']}>
          <input
            id={index === first ? id : undefined}
            data-entry={index === first ? '' : undefined}
            type={several ? 'checkbox' : 'radio'}
            name={name}
            checked={chosen}
            aria-invalid={invalid || undefined}
            aria-describedby={describedBy}
            onChange={() => onPick(code)}
            onClick={() => {
              // A radio that is pressed again is taken back.
              if (!several && chosen) onPick(code);
            }}
          />
          {label}
        </label>
      ))}
    </div>
  );
}

export function ChoiceField({ item, id, answer, onAnswer, fault, describedBy }: ItemProps<ChoiceItem>) {
  const text = useLocalText();
  return (
    <Chips
      id={id}
      name={id}
      several={false}
      describedBy={describedBy}
      invalid={fault !== undefined}
      chips={item.options.map(({ code, label }) => ({ code, label: text(label), chosen: answer === code }))}
      onPick={(code) => onAnswer(answer === code ? undefined : code)}
    />
  );
}

export function MultiChoiceField({ item, id, answer, onAnswer, fault, describedBy }: ItemProps<MultiChoiceItem>) {
  const text = useLocalText();
  const chosen = Array.isArray(answer) ? (answer as readonly string[]) : [];
  const pick = (code: string): Answer | undefined => {
    if (chosen.includes(code)) return chosen.filter((one) => one !== code);
    if (code === item.none) return [code];
    const next = [...chosen.filter((one) => one !== item.none), code];
    return item.options.map((option) => option.code).filter((one) => next.includes(one));
  };
  return (
    <Chips
      id={id}
      name={id}
      several
      describedBy={describedBy}
      invalid={fault !== undefined}
      chips={item.options.map(({ code, label }) => ({ code, label: text(label), chosen: chosen.includes(code) }))}
      onPick={(code) => onAnswer(pick(code))}
    />
  );
}

export function YesNoField({ id, answer, onAnswer, fault, describedBy }: ItemProps<YesNoItem>) {
  const { t } = useTranslation();
  return (
    <Chips
      id={id}
      name={id}
      several={false}
      describedBy={describedBy}
      invalid={fault !== undefined}
      chips={[
        { code: 'no', label: t('knowledge.form.no'), chosen: answer === false },
        { code: 'yes', label: t('knowledge.form.yes'), chosen: answer === true },
      ]}
      onPick={(code) => onAnswer(answer === (code === 'yes') ? undefined : code === 'yes')}
    />
  );
}
