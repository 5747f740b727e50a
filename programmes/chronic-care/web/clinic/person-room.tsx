// One person's chronic diseases at the desk: the colour with its reasons, what a doctor decides, and how it went.
import { Link, useParams } from 'react-router';
import { PersonHeader } from '#foundation/record/web/person-header.tsx';
import { useLocalText } from '#foundation/knowledge/web/form/use-local-text.ts';
import { buttonClass } from '#platform/ui/actions/button.tsx';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { useMay } from '#platform/ui/portal/session.ts';
import { QueryView } from '#platform/ui/states/query-view.tsx';
import { Empty, Skeleton } from '#platform/ui/states/states.tsx';
import type { ColourChange, PersonRegisters, Registration } from '../../contract.ts';
import { visitPermission } from '../../visit-contract.ts';
import { ColourTag, ReasonText } from '../chronic-words.tsx';
import { useRegisters } from '../use-chronic.ts';
import { DiseaseActions } from './disease-actions.tsx';
import styles from '../chronic.module.css';

export function PersonRoom() {
  const { t } = useWords();
  const { personId = '' } = useParams();
  const mayVisit = useMay(visitPermission);
  const registers = useRegisters(personId);
  return (
    <div className={styles['stack']}>
      <title>{t('chronic-care.room')}</title>
      <PersonHeader
        personId={personId}
        actions={
          mayVisit &&
          (registers.data?.registrations.length ?? 0) > 0 && (
            <Link className={`${buttonClass('primary')} no-print`} to={`/people/${personId}/chronic/visit`}>
              {t('chronic-care.visit')}
            </Link>
          )
        }
      />
      <QueryView query={registers} skeleton={<Skeleton lines={8} />}>
        {(data) => <Registers data={data} />}
      </QueryView>
    </div>
  );
}

function Registers({ data }: { data: PersonRegisters }) {
  const { t } = useWords();
  const text = useLocalText();
  if (data.registrations.length === 0)
    return (
      <Empty title={t('chronic-care.none')} icon="condition">
        {t('chronic-care.noneText')}
      </Empty>
    );
  return (
    <>
      <div className={styles['columns']}>
        {data.registrations.map((one) => (
          <DiseaseCard key={one.disease} registration={one} />
        ))}
      </div>
      <History history={data.history} />
      <p className="quiet">
        {t('chronic-care.policy', { name: data.policy.id, version: data.policy.version })}
        {data.policy.draft && ` · ${t('chronic-care.draft')}`} · {text(data.policy.source)}
      </p>
    </>
  );
}

function DiseaseCard({ registration }: { registration: Registration }) {
  const { t, date, instant } = useWords();
  const { disease, status, evidence, colour, reason, override } = registration;
  const evidenceDays = (evidence.days ?? (evidence.on ? [evidence.on] : [])).map((on) => date(on)).join('、');
  return (
    <section className={styles['card']} aria-label={t(`chronic-care.disease.${disease}`)}>
      <div className={`${styles['row']} ${styles['between']}`}>
        <h2>{t(`chronic-care.disease.${disease}`)}</h2>
        <span className={styles['row']}>
          <ColourTag colour={colour} />
          <span className={styles['tag']}>{t(`chronic-care.status.${status}`)}</span>
        </span>
      </div>
      <ul className={styles['lines']}>
        {override && (
          <li>
            <strong>{t('chronic-care.overrideBy', { name: override.byName, day: date(override.untilOn) })}</strong>
            <span>{override.reason}</span>
          </li>
        )}
        {reason && (
          <li>
            <strong>{override ? t('chronic-care.ruleSays') : t('chronic-care.why')}</strong>
            {override && <ColourTag colour={reason.colour} />}
            <ReasonText reason={reason} />
            <span className="quiet">
              {t('chronic-care.rule', { rule: reason.rule })}
              {registration.changedAt && ` · ${instant(registration.changedAt)}`}
            </span>
          </li>
        )}
        <li>
          <strong>{t('chronic-care.evidence')}</strong>
          <span>
            {t(`chronic-care.evidence.${evidence.kind}`)} {evidenceDays}
          </span>
        </li>
        {registration.enrolledOn && (
          <li>
            <strong>{t('chronic-care.enrolledOn')}</strong>
            <span>{date(registration.enrolledOn)}</span>
          </li>
        )}
        {registration.nextDueOn && (
          <li>
            <strong>{t('chronic-care.nextDue')}</strong>
            <span>{date(registration.nextDueOn)}</span>
            {registration.lastContactOn && (
              <span className="quiet">{t('chronic-care.lastContact', { day: date(registration.lastContactOn) })}</span>
            )}
          </li>
        )}
        {registration.level && (
          <li>
            <strong>{t('chronic-care.level')}</strong>
            <span>
              {t(`chronic-care.level.${registration.level.level}`)} {registration.level.organisationName}
            </span>
            {registration.level.moveTo && (
              <>
                <span>
                  ◆ {t('chronic-care.moveTo', { level: t(`chronic-care.level.${registration.level.moveTo}`) })}
                </span>
                {!registration.handOver && (
                  <Link
                    to={`/people/${registration.personId}/orders/new/chronic-hand-over?disease=${disease}&toLevel=${registration.level.moveTo}`}
                  >
                    {t('chronic-care.handOver')}
                  </Link>
                )}
              </>
            )}
          </li>
        )}
        {registration.handOver && (
          <li>
            <strong>{t('chronic-care.handOverPending')}</strong>
            <Link to={`/orders/${registration.personId}/${registration.handOver.orderId}`}>
              {t('chronic-care.handOverWaits', { level: t(`chronic-care.level.${registration.handOver.toLevel}`) })}
            </Link>
            <span className="quiet">
              {t('chronic-care.handOverSince', {
                at: instant(registration.handOver.since),
                name: registration.handOver.byName,
              })}
              {registration.handOver.dueAt &&
                `，${t('chronic-care.handOverDue', { at: instant(registration.handOver.dueAt) })}`}
            </span>
          </li>
        )}
      </ul>
      <DiseaseActions registration={registration} />
    </section>
  );
}

function History({ history }: { history: readonly ColourChange[] }) {
  const { t, instant } = useWords();
  if (history.length === 0) return null;
  return (
    <section className={styles['card']} aria-label={t('chronic-care.history')}>
      <h2>{t('chronic-care.history')}</h2>
      <ul className={styles['lines']}>
        {history.map((change) => (
          <li key={change.changeId}>
            <time dateTime={change.at}>{instant(change.at)}</time>
            <span>{t(`chronic-care.disease.${change.disease}`)}</span>
            <ColourTag colour={change.colour} />
            <span>
              {change.kind === 'rule' ? (
                <ReasonText reason={change.reason} />
              ) : (
                t(`chronic-care.change.${change.kind}`, { name: change.byName ?? '' })
              )}
            </span>
            {change.note && <span className="quiet">{noteText(change, t)}</span>}
          </li>
        ))}
      </ul>
    </section>
  );
}

/** An enrolment without words of its own keeps the status as its note. */
const noteText = ({ kind, note = '' }: ColourChange, t: (key: string) => string): string =>
  kind === 'status' && note === 'enrolled' ? t('chronic-care.status.enrolled') : note;
