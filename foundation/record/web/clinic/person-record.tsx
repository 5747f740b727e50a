// The record of one person at the desk: who it is, what happened, how values run, what comes next.
import { useEffect, type ReactNode } from 'react';
import { Link, useNavigate, useParams, useSearchParams } from 'react-router';
import { buttonClass } from '#platform/ui/actions/button.tsx';
import { Icon } from '#platform/ui/icons/icon.tsx';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { useLiveRefresh, useLiveState } from '#platform/ui/live/use-live.ts';
import { useMay, useMe } from '#platform/ui/portal/session.ts';
import { PrintButton, PrintHeader } from '#platform/ui/print/print.tsx';
import { LiveBadge } from '#platform/ui/states/badges.tsx';
import { MeasurementPanel } from '../measurement-panel.tsx';
import { PersonHeader, usePerson } from '../person-header.tsx';
import { recordKey } from '../record-queries.ts';
import { RecordTimeline } from '../record-timeline.tsx';
import styles from '../record.module.css';

/** `actions` are what higher contexts begin from here. */
export function PersonRecord({ actions }: { actions?: ReactNode }) {
  const { t } = useWords();
  const { personId = '' } = useParams();
  const navigate = useNavigate();
  const me = useMe();
  const person = usePerson(personId);
  const mayWrite = useMay('record.visit.write');
  const [search, setSearch] = useSearchParams();
  const live = useLiveState();
  useLiveRefresh(`record.timeline/${personId}`, recordKey(personId), ['banner', personId]);
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const typing = (event.target as HTMLElement).closest('input,textarea,select,[contenteditable]');
      if (typing || event.ctrlKey || event.metaKey || event.altKey) return;
      if (event.key === 'n' && mayWrite) void navigate(`/people/${personId}/visit`);
      if (event.key === '/') {
        event.preventDefault();
        void navigate('/');
      }
    };
    addEventListener('keydown', press);
    return () => removeEventListener('keydown', press);
  }, [mayWrite, navigate, personId]);
  const chooseCode = (code: string) =>
    setSearch((before) => new URLSearchParams({ ...Object.fromEntries(before), measure: code }), { replace: true });
  return (
    <>
      <title>{person.data ? t('record.titleOf', { name: person.data.name }) : t('record.title')}</title>
      <PrintHeader title={t('record.summary')} by={me.displayName} {...(person.data && { person: person.data.name })} />
      <PersonHeader
        personId={personId}
        actions={
          <>
            {actions}
            <PrintButton />
            {mayWrite && (
              <Link to={`/people/${personId}/visit`} className={`${buttonClass('primary')} no-print`}>
                <Icon name="plus" />
                {t('record.addVisit')}
              </Link>
            )}
          </>
        }
      />
      <div className={styles['columns']}>
        <section className={styles['column']} aria-labelledby="timeline">
          <div className={styles['row']}>
            <h2 id="timeline">{t('record.timeline')}</h2>
            <LiveBadge state={live} />
          </div>
          <RecordTimeline
            personId={personId}
            filterKinds={[
              'visit',
              'condition',
              'measurement',
              'medication',
              'report',
              'immunization',
              'procedure',
              'allergy',
              'plan',
            ]}
          />
        </section>
        <section className={styles['column']} aria-labelledby="measurements">
          <h2 id="measurements">{t('record.measurements')}</h2>
          <MeasurementPanel personId={personId} code={search.get('measure') ?? undefined} onCode={chooseCode} />
        </section>
      </div>
    </>
  );
}
