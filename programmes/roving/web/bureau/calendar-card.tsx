// The year's holidays and make-up days: official or assumed, each can be changed, a day added or taken away.
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from '#platform/ui/actions/button.tsx';
import { useAnnounce } from '#platform/ui/actions/undo.tsx';
import { useApi } from '#platform/ui/api/api-context.ts';
import { ChoiceField, TextField } from '#platform/ui/form/fields.tsx';
import { Form } from '#platform/ui/form/form.tsx';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { useMay } from '#platform/ui/portal/session.ts';
import { QueryView } from '#platform/ui/states/query-view.tsx';
import { Failure } from '#platform/ui/states/states.tsx';
import { rovingRoutes, type WorkCalendarYear } from '../../contract.ts';
import { calendarDayKinds, type CalendarDay, type CalendarDayKind } from '../../rules/work-calendar.ts';
import { rovingKey } from './use-roving.ts';
import styles from './roving.module.css';

export function CalendarCard({ year }: { year: number }) {
  const { t } = useWords();
  const api = useApi();
  const query = useQuery({
    queryKey: [...rovingKey, 'calendar', year],
    queryFn: ({ signal }) => api.call(rovingRoutes.calendar, { params: { year: String(year) }, signal }),
  });
  return (
    <section className={styles['card']} aria-label={t('roving.holidays')}>
      <h2>{t('roving.holidaysOf', { year })}</h2>
      <QueryView query={query}>{(data) => <Days key={data.version} data={data} />}</QueryView>
    </section>
  );
}

function Days({ data }: { data: WorkCalendarYear }) {
  const { t, day } = useWords();
  const api = useApi();
  const queries = useQueryClient();
  const announce = useAnnounce();
  const mayWrite = useMay('roving.basis.write');
  const [failure, setFailure] = useState<unknown>();
  const [fresh, setFresh] = useState<{ on: string; name: string; kind: CalendarDayKind }>({
    on: '',
    name: '',
    kind: 'holiday',
  });
  const put = (days: readonly CalendarDay[], version: number) =>
    api.call(rovingRoutes.setCalendar, {
      params: { year: String(data.year) },
      body: { days: days.map(({ on, kind, name, status }) => ({ on, kind, name, status })) },
      ifMatch: version,
    });
  const save = async (days: readonly CalendarDay[], said: string) => {
    setFailure(undefined);
    try {
      const after = await put(days, data.version);
      announce(said, async () => {
        await put(data.days, after.version);
        await queries.invalidateQueries({ queryKey: rovingKey });
      });
    } catch (error) {
      setFailure(error);
    }
    await queries.invalidateQueries({ queryKey: rovingKey });
  };
  const add = () =>
    void save(
      [
        ...data.days.filter((one) => one.on !== fresh.on),
        { ...fresh, name: fresh.name || t(`roving.dayKind.${fresh.kind}`), status: 'official' },
      ],
      t('roving.dayAdded'),
    );
  return (
    <>
      {failure !== undefined && <Failure error={failure} />}
      <div
        className={styles['scroll']}
        tabIndex={0}
        role="region"
        aria-label={t('roving.holidays')}
        style={{ maxHeight: 320 }}
      >
        <table className={styles['changes']}>
          <tbody>
            {data.days.map((one) => (
              <tr key={one.on}>
                <th scope="row">{day(one.on)}</th>
                <td>{one.name}</td>
                <td>{t(`roving.dayKind.${one.kind}`)}</td>
                <td>{t(`roving.dayStatus.${one.status}`)}</td>
                <td>
                  {mayWrite && (
                    <Button
                      kind="quiet"
                      icon="close"
                      onClick={() =>
                        void save(
                          data.days.filter((other) => other.on !== one.on),
                          t('roving.dayTaken'),
                        )
                      }
                    >
                      {t('roving.takeAway')}
                    </Button>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {mayWrite && (
        <Form
          label={t('roving.addDay')}
          verb={t('roving.addDay')}
          onSubmit={() => fresh.on.startsWith(String(data.year)) && add()}
        >
          <TextField
            name="dayOn"
            type="date"
            label={t('roving.day')}
            value={fresh.on}
            onChange={(on) => setFresh({ ...fresh, on })}
          />
          <ChoiceField
            name="dayKind"
            label={t('roving.dayKind')}
            value={fresh.kind}
            onChange={(kind) => setFresh({ ...fresh, kind })}
            choices={calendarDayKinds.map((kind) => ({ value: kind, label: t(`roving.dayKind.${kind}`) }))}
          />
          <TextField
            name="dayName"
            label={t('roving.dayName')}
            value={fresh.name}
            onChange={(name) => setFresh({ ...fresh, name })}
          />
        </Form>
      )}
    </>
  );
}
