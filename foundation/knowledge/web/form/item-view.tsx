// One item: label with its mark, last time's answer beside, the field, and what is wrong or needs attention under it.
import { useTranslation } from 'react-i18next';
import { isAnswered } from '../../rules/check-answers.ts';
import type { FormItem } from '../../rules/form.ts';
import { answerWords } from './answer-words.ts';
import { ChoiceField, MultiChoiceField, YesNoField } from './choice-item.tsx';
import type { ItemProps } from './item-props.ts';
import { NumberField } from './number-item.tsx';
import { ComputedField, DateField, SignatureField, TextItemField } from './other-items.tsx';
import { useLocalText } from './use-local-text.ts';
import styles from './form.module.css';

function Field(props: ItemProps) {
  const { item } = props;
  switch (item.kind) {
    case 'number':
      return <NumberField {...props} item={item} />;
    case 'choice':
      return <ChoiceField {...props} item={item} />;
    case 'multi-choice':
      return <MultiChoiceField {...props} item={item} />;
    case 'yes-no':
      return <YesNoField {...props} item={item} />;
    case 'text':
      return <TextItemField {...props} item={item} />;
    case 'date':
      return <DateField {...props} item={item} />;
    case 'computed':
      return <ComputedField {...props} item={item} />;
    case 'signature':
      return <SignatureField {...props} item={item} />;
  }
}

const shapes = { normal: '●', attention: '◆', dangerous: '▲' } as const;
const grouped: ReadonlySet<FormItem['kind']> = new Set(['choice', 'multi-choice', 'yes-no']);

export function ItemView(props: Omit<ItemProps, 'describedBy'>) {
  const { t } = useTranslation();
  const text = useLocalText();
  const { item, id, fault, band, previous, answer } = props;
  const before = previous?.answers[item.key];
  const said = `${id}-said`;
  const tone = fault ? 'dangerous' : band && band.tone !== 'normal' ? band.tone : undefined;
  const label = (
    <>
      {text(item.label)}
      {item.mark && <span className={styles['mark']}>{item.mark}</span>}
      {item.required && (
        <span className={styles['required']} title={t('knowledge.form.required')}>
          {t('knowledge.form.requiredMark')}
        </span>
      )}
    </>
  );
  const Frame = grouped.has(item.kind) ? 'fieldset' : 'div';
  const Label = grouped.has(item.kind) ? 'legend' : 'label';
  return (
    <Frame
      className={styles['item']}
      data-item={item.key}
      data-kind={item.kind}
      data-answered={isAnswered(answer) || undefined}
    >
      <Label className={styles['label']} {...(Label === 'label' && { htmlFor: id })}>
        {label}
      </Label>
      {isAnswered(before) && (
        <span className={styles['before']}>
          {t('knowledge.form.lastTime', {
            on: previous!.on.slice(5).replace('-', '/'),
            value: answerWords(item, before, {
              text,
              yes: t('knowledge.form.yes'),
              no: t('knowledge.form.no'),
              signed: t('knowledge.form.signed'),
            }),
          })}
        </span>
      )}
      <Field {...props} describedBy={said} />
      {item.help && <p className={styles['help']}>{text(item.help)}</p>}
      <p id={said} className={styles['said']} data-tone={tone} aria-live="polite">
        {tone && <span aria-hidden="true">{shapes[tone]} </span>}
        {fault
          ? t(`knowledge.fault.${fault.kind}`, { label: text(item.label), ...fault.parameters })
          : tone && band?.text && text(band.text)}
      </p>
    </Frame>
  );
}
