// The county's rule for rounds: between which hours, how often on each way, how long a link stays open; from a day on.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { dayOf } from '#platform/contract.ts';
import { Button } from '#platform/ui/actions/button.tsx';
import { useAnnounce } from '#platform/ui/actions/undo.tsx';
import { useApi } from '#platform/ui/api/api-context.ts';
import { TextField } from '#platform/ui/form/fields.tsx';
import { PageHead } from '#platform/ui/frame/staff-frame.tsx';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { useMay } from '#platform/ui/portal/session.ts';
import { QueryView } from '#platform/ui/states/query-view.tsx';
import { Failure } from '#platform/ui/states/states.tsx';
import { followUpRoutes, type ReachTimesBody, type ReachTimesShown } from '../../contract.ts';
import { clockText, minuteOf } from '../clock-text.ts';
import styles from '../follow-up.module.css';

const timesKey = ['follow-up', 'reach-times'] as const;

export function ReachPage() {
  const { t } = useWords();
  const api = useApi();
  const times = useQuery({
    queryKey: timesKey,
    queryFn: ({ signal }) => api.call(followUpRoutes.reachTimes, { signal }),
  });
  return (
    <div className={styles['stack']}>
      <PageHead title={t('followUp.rules')} />
      <QueryView query={times}>
        {(data) => (
          <section className={styles['card']} aria-label={t('followUp.rules')}>
            <p>
              {t('followUp.rulesNow', {
                from: clockText(data.fromMinute),
                to: clockText(data.toMinute),
                attempts: data.attempts,
                hours: data.hoursBetween,
                days: data.openDays,
              })}
            </p>
            {data.assumed && <p className="quiet">{t('followUp.rulesAssumed')}</p>}
            <Rules key={JSON.stringify(data)} times={data} />
          </section>
        )}
      </QueryView>
    </div>
  );
}

/** What the server takes, too. */
const bounds = { attempts: [1, 5], hoursBetween: [1, 168], openDays: [1, 30] } as const;
const counted = Object.keys(bounds) as (keyof typeof bounds)[];
const shortestMinutes = 60;

function Rules({ times }: { times: ReachTimesShown }) {
  const { t } = useWords();
  const api = useApi();
  const queries = useQueryClient();
  const announce = useAnnounce();
  const mayEdit = useMay('follow-up.reach-policy.write');
  const [from, setFrom] = useState(clockText(times.fromMinute));
  const [to, setTo] = useState(clockText(times.toMinute));
  const [numbers, setNumbers] = useState({
    attempts: String(times.attempts),
    hoursBetween: String(times.hoursBetween),
    openDays: String(times.openDays),
  });
  const [fromOn, setFromOn] = useState(dayOf(new Date()));
  const save = useMutation({
    mutationFn: (body: ReachTimesBody) => api.call(followUpRoutes.setReachTimes, { body }),
    onSuccess: async () => {
      announce(t('followUp.rulesSaved', { day: fromOn }));
      await queries.invalidateQueries({ queryKey: timesKey });
    },
  });
  if (!mayEdit) return null;
  const [fromMinute, toMinute] = [minuteOf(from), minuteOf(to)];
  const spanFits = fromMinute !== undefined && toMinute !== undefined && toMinute - fromMinute >= shortestMinutes;
  const fits = (key: keyof typeof bounds) => {
    const value = Number(numbers[key]);
    return Number.isInteger(value) && value >= bounds[key][0] && value <= bounds[key][1];
  };
  return (
    <>
      <div className={styles['row']}>
        <TextField name="from" label={t('followUp.from')} value={from} onChange={setFrom} />
        <TextField
          name="to"
          label={t('followUp.to')}

          value={to}
          onChange={setTo}
          {...(!spanFits && { error: t('followUp.spanWrong') })}
        />
        {counted.map((key) => (
          <TextField
            key={key}
            name={key}
            label={t(`followUp.rule.${key}`)}
            inputMode="numeric"
            value={numbers[key]}
            onChange={(next) => setNumbers({ ...numbers, [key]: next })}
            {...(!fits(key) && { error: t('followUp.between', { from: bounds[key][0], to: bounds[key][1] }) })}
          />
        ))}
        <TextField name="fromOn" label={t('followUp.fromOn')} type="date" value={fromOn} onChange={setFromOn} />
      </div>
      {save.error && <Failure error={save.error} />}
      <div className={styles['row']}>
        <Button
          kind="primary"
          busy={save.isPending}
          disabled={!spanFits || !counted.every(fits) || fromOn === ''}
          onClick={() =>
            save.mutate({
              fromOn,
              fromMinute: fromMinute!,
              toMinute: toMinute!,
              attempts: Number(numbers.attempts),
              hoursBetween: Number(numbers.hoursBetween),
              openDays: Number(numbers.openDays),
            })
          }
        >
          {t('followUp.saveRules')}
        </Button>
      </div>
    </>
  );
}
