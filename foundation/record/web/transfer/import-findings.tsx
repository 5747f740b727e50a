// What a file holds, before anything is written: whose it is, what is new, what is left out and why.
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { LevelTag } from '#platform/ui/states/level.tsx';
import type { ImportReply, Likeness } from '../../transfer-contract.ts';
import { hasWord } from '../type-names.ts';
import styles from './transfer.module.css';

const levels = { same: 'green', alike: 'green', unclear: 'amber', different: 'red' } as const satisfies Record<
  Likeness,
  string
>;

export function ImportFindings({ reply }: { reply: ImportReply }) {
  const { t, day } = useWords();
  const { patient, likeness, fresh, standing, leftOut, faults, faultTotal } = reply;
  const word = (type: string) => (hasWord(type) ? t(`record.type.${type}`) : type);
  const total = fresh.reduce((sum, { count }) => sum + count, 0);
  return (
    <div className={styles['findings']}>
      <p>
        {t('record.transfer.about', {
          name: patient.name ?? t('record.transfer.unnamed'),
          born: patient.birthOn ? day(patient.birthOn) : t('record.transfer.unknownDay'),
          idNumber: patient.idNumber ?? t('record.transfer.noIdNumber'),
        })}
      </p>
      <div>
        <LevelTag level={levels[likeness]}>{t(`record.transfer.likeness.${likeness}`)}</LevelTag>
      </div>
      {reply.dryRun && (
        <>
          <strong>{total > 0 ? t('record.transfer.fresh', { count: total }) : t('record.transfer.nothing')}</strong>
          <ul>
            {fresh.map(({ type, count }) => (
              <li key={type}>
                {word(type)} {count}
              </li>
            ))}
          </ul>
          {standing > 0 && <p>{t('record.transfer.standing', { count: standing })}</p>}
        </>
      )}
      {leftOut.length > 0 && (
        <details>
          <summary>{t('record.transfer.leftOut')}</summary>
          <ul>
            {leftOut.map(({ type, reason, count }) => (
              <li key={`${reason} ${type}`}>
                {word(type)} {count} <span className="quiet">{t(`record.transfer.reason.${reason}`)}</span>
              </li>
            ))}
          </ul>
        </details>
      )}
      {faultTotal > 0 && (
        <details open>
          <summary>{t('record.transfer.faults', { count: faultTotal })}</summary>
          <ul>
            {faults.map(({ where, text }) => (
              <li key={`${where} ${text}`}>
                <code>{where}</code> {text}
              </li>
            ))}
          </ul>
          {faults.length < faultTotal && <p>{t('record.transfer.faultsMore', { count: faults.length })}</p>}
        </details>
      )}
    </div>
  );
}
