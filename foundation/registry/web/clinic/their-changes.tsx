// What somebody else saved in the meantime, beside what stands in the form: nothing is lost, nothing is hidden.
import { useEffect, useRef } from 'react';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { useUnits } from '../village-field.tsx';
import styles from '../registry.module.css';
import type { TheirChange } from './person-draft.ts';

export function TheirChanges({ changes }: { changes: readonly TheirChange[] }) {
  const { t, date } = useWords();
  const units = useUnits().data?.units;
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => box.current?.focus(), []);
  const valueText = (field: TheirChange['field'], value: string): string => {
    if (value === '') return t('registry.empty');
    if (field === 'sex') return t(`ui.sex.${value}`);
    if (field === 'status') return t(`registry.status.${value}`);
    if (field === 'householdRelation') return t(`registry.relation.${value}`);
    if (field === 'villageId') return units?.find((unit) => unit.unitId === value)?.name ?? t('registry.otherVillage');
    if (field === 'householdId') return t('registry.otherHousehold');
    return field.endsWith('On') ? date(value) : value;
  };
  return (
    <div ref={box} className={styles['notice']} role="alert" tabIndex={-1}>
      <p>
        <span aria-hidden="true">◆ </span>
        <strong>{t('registry.changedByOther')}</strong>
      </p>
      <ul>
        {changes.map(({ field, theirs, mine }) => (
          <li key={field}>
            {t(mine === undefined ? 'registry.theirChange' : 'registry.bothChanged', {
              field: t(`registry.field.${field}`),
              theirs: valueText(field, theirs),
              mine: valueText(field, mine ?? ''),
            })}
          </li>
        ))}
      </ul>
      <p>{t('registry.changedByOtherNext')}</p>
    </div>
  );
}
