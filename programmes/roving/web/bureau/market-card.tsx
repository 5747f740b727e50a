// Market days of the townships, by the last digit of the date.
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useAnnounce } from '#platform/ui/actions/undo.tsx';
import { useApi } from '#platform/ui/api/api-context.ts';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { useMay } from '#platform/ui/portal/session.ts';
import { Failure } from '#platform/ui/states/states.tsx';
import { rovingRoutes, type MonthBasis } from '../../contract.ts';
import { rovingKey } from './use-roving.ts';
import styles from './roving.module.css';

const digits = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9];

export function MarketCard({ basis }: { basis: MonthBasis }) {
  const { t } = useWords();
  const api = useApi();
  const queries = useQueryClient();
  const announce = useAnnounce();
  const mayWrite = useMay('roving.market-day.write');
  const [failure, setFailure] = useState<unknown>();
  const change = async (township: MonthBasis['marketDays'][number], endings: number[]) => {
    setFailure(undefined);
    try {
      await api.call(rovingRoutes.setMarketDays, {
        params: { townshipId: township.townshipId },
        body: { endings },
        ifMatch: township.version,
      });
      announce(t('roving.marketSaved', { township: township.townshipName }));
    } catch (error) {
      setFailure(error);
    }
    await queries.invalidateQueries({ queryKey: [...rovingKey, 'basis'] });
  };
  return (
    <section className={styles['card']} aria-label={t('roving.market')}>
      <h2>{t('roving.market')}</h2>
      <p className="quiet">{t('roving.marketText')}</p>
      {failure !== undefined && <Failure error={failure} />}
      {basis.marketDays.map((township) => (
        <fieldset key={township.townshipId} className={styles['digits']}>
          <legend>{township.townshipName}</legend>
          {digits.map((digit) => (
            <label key={digit} className={styles['digit']}>
              <input
                type="checkbox"
                checked={township.endings.includes(digit)}
                disabled={!mayWrite}
                onChange={(event) =>
                  void change(
                    township,
                    event.target.checked
                      ? [...township.endings, digit]
                      : township.endings.filter((one) => one !== digit),
                  )
                }
              />
              {digit}
            </label>
          ))}
        </fieldset>
      ))}
    </section>
  );
}
