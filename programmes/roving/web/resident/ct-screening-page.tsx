// The CT check: one's own or a family member's: the invitation, the time, the consent, the result in plain words, and when to look again.
import { dayOf } from '#platform/contract.ts';
import { usePersonInView } from '#foundation/registry/web/resident/person-in-view.tsx';
import { Button } from '#platform/ui/actions/button.tsx';
import { useApi } from '#platform/ui/api/api-context.ts';
import { newId } from '#platform/ui/api/idempotency.ts';
import { Card } from '#platform/ui/elder/tile.tsx';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { SimulatedBadge } from '#platform/ui/states/badges.tsx';
import { QueryView } from '#platform/ui/states/query-view.tsx';
import { Empty, Failure, Skeleton } from '#platform/ui/states/states.tsx';
import { ctRoutes, type CtCase, type CtPersonReply, type CtScreening } from '../../ct-screening-contract.ts';
import { isBeforeScan, mayAnswer, type CtAnswer } from '../../rules/ct-screening/stage.ts';
import { ConsentPart } from '../ct-screening/consent-part.tsx';
import { useFindingWords } from '../ct-screening/ct-words.tsx';
import { SlotPicker } from '../ct-screening/slot-picker.tsx';
import { useChange, usePerson } from '../ct-screening/use-ct.ts';
import styles from '../ct-screening/ct.module.css';

export function CtScreeningPage() {
  const { t } = useWords();
  const { person } = usePersonInView();
  const query = usePerson(person.person.personId);
  return (
    <>
      <title>{t('roving.ct.mine')}</title>
      <h1>{t('roving.ct.mine')}</h1>
      {person.as === 'proxy' && <p>{t('roving.ct.forWhom', { name: person.person.name })}</p>}
      <QueryView query={query} skeleton={<Skeleton lines={8} />}>
        {(data) => {
          const asked = data.screenings.filter(({ invitedAt }) => invitedAt);
          return asked.length === 0 ? (
            <Empty title={t('roving.ct.notInvited')} icon="visit">
              {t('roving.ct.notInvitedText')}
            </Empty>
          ) : (
            asked.map((row) => <OneYear key={row.screeningId} row={row} data={data} />)
          );
        }}
      </QueryView>
    </>
  );
}

function OneYear({ row, data }: { row: CtScreening; data: CtPersonReply }) {
  const { t, day } = useWords();
  const free = data.free.find(({ year }) => year === row.year);
  const going = row.answer === 'accepted' && isBeforeScan(row.stage);
  return (
    <>
      {mayAnswer(row.stage) && <Invitation row={row} />}
      {going && row.stage !== 'arrived' && (
        <Card title={t('roving.ct.yourTime')}>
          <SlotPicker row={row} free={free} />
          {row.slotMinute !== undefined && <p>{t('roving.ct.bring')}</p>}
        </Card>
      )}
      {going && (
        <Card title={t('roving.ct.consentTitle')}>
          <ConsentPart row={row} text={data.consentText} />
        </Card>
      )}
      {row.stage === 'not-done' && (
        <Card title={t('roving.ct.notDoneTitle')}>
          <p>{t('roving.ct.notDoneText', { reason: row.scanReason ?? '' })}</p>
        </Card>
      )}
      {row.stage === 'scanned' && (
        <Card title={t('roving.ct.scannedTitle')}>
          <p>{t('roving.ct.scannedText', { day: row.readingDueAt ? day(dayOf(row.readingDueAt)) : '' })}</p>
        </Card>
      )}
      {row.report && <Result row={row} cases={data.cases} />}
      {row.simulated && <SimulatedBadge />}
    </>
  );
}

function Invitation({ row }: { row: CtScreening }) {
  const { t, day } = useWords();
  const api = useApi();
  const { run, busy, failure } = useChange();
  const params = { personId: row.personId, year: String(row.year) };
  const answer = (given: CtAnswer) =>
    void run(() => api.call(ctRoutes.answer, { params, body: { answer: given }, idempotencyKey: newId() }));
  return (
    <Card tone="brand" title={t('roving.ct.invitedTitle')}>
      <p>
        {row.stopOn
          ? t('roving.ct.invitedText', { day: day(row.stopOn), village: row.villageName })
          : t('roving.ct.noStopYet')}
      </p>
      <p>{t(row.invitedBy === 'doctor' ? 'roving.ct.whyDoctor' : 'roving.ct.whyRule', { name: row.invitedName })}</p>
      {failure !== undefined && <Failure error={failure} />}
      {row.answer && <p role="status">{t(`roving.ct.answered.${row.answer}`)}</p>}
      <div className={styles['row']}>
        {row.answer !== 'accepted' && (
          <Button kind="primary" busy={busy} onClick={() => answer('accepted')}>
            {t('roving.ct.accept')}
          </Button>
        )}
        {row.answer !== 'call' && (
          <Button icon="phone" onClick={() => answer('call')}>
            {t('roving.ct.callMe')}
          </Button>
        )}
        {row.answer !== 'declined' && <Button onClick={() => answer('declined')}>{t('roving.ct.decline')}</Button>}
      </div>
    </Card>
  );
}

function Result({ row, cases }: { row: CtScreening; cases: readonly CtCase[] }) {
  const { t, day, date } = useWords();
  const words = useFindingWords();
  const report = row.report!;
  const open = cases.filter(({ clock }) => clock !== 'closed');
  return (
    <Card tone="brand" title={t('roving.ct.resultTitle')}>
      <p className={styles['when']}>{t(`roving.ct.plain.${report.category}`)}</p>
      {report.nodules.length > 0 && <p>{t('roving.ct.plainNodules', { count: report.nodules.length })}</p>}
      <ul>
        {report.nodules.map((nodule, index) => (
          <li key={index}>{words.nodule(nodule)}</li>
        ))}
        {report.otherFindings.map(({ text }) => (
          <li key={text}>{text}</li>
        ))}
      </ul>
      <p>
        <strong>{t('roving.ct.whatToDo')}</strong> {t(`roving.ct.todo.${report.category}`)}
      </p>
      {open.map((one) => (
        <p key={one.caseId} className={styles['draft']}>
          {t(one.clock === 'overdue' ? 'roving.ct.wasDue' : 'roving.ct.lookAgain', {
            day: day(one.dueOn),
            doctor: one.doctorName || t('roving.ct.familyDoctor'),
          })}
        </p>
      ))}
      {cases
        .filter(({ clock }) => clock === 'closed')
        .map((one) => (
          <p key={one.caseId}>{t('roving.ct.followUpEnded', { outcome: t(`roving.ct.outcome.${one.closedAs}`) })}</p>
        ))}
      <details>
        <summary>{t('roving.ct.doctorsWords')}</summary>
        <p>{report.findings}</p>
        <p>{report.conclusion}</p>
        <p className="quiet">
          {report.signedName} · {date(dayOf(report.signedAt))}
        </p>
      </details>
    </Card>
  );
}
