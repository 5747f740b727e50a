// One person's screening for staff: what is known and asked, invitation, time and consent at the desk, report, and what is followed.
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link, useParams } from 'react-router';
import { registryRoutes } from '#foundation/registry/contract.ts';
import { Button } from '#platform/ui/actions/button.tsx';
import { useApi } from '#platform/ui/api/api-context.ts';
import { newId } from '#platform/ui/api/idempotency.ts';
import { TextField } from '#platform/ui/form/fields.tsx';
import { PageHead } from '#platform/ui/frame/staff-frame.tsx';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { useMay } from '#platform/ui/portal/session.ts';
import { SimulatedBadge } from '#platform/ui/states/badges.tsx';
import { QueryView } from '#platform/ui/states/query-view.tsx';
import { Failure } from '#platform/ui/states/states.tsx';
import { ctPermissions, ctRoutes, type CtPersonReply, type CtScreening } from '../../ct-screening-contract.ts';
import { isBeforeScan, mayAnswer } from '../../rules/ct-screening/stage.ts';
import { ConsentPart } from '../ct-screening/consent-part.tsx';
import { CtTabs } from '../ct-screening/ct-tabs.tsx';
import { StageTag, useFindingWords } from '../ct-screening/ct-words.tsx';
import { SlotPicker } from '../ct-screening/slot-picker.tsx';
import { useChange, useFilters, usePerson } from '../ct-screening/use-ct.ts';
import { CaseCard } from './ct-case-card.tsx';
import { FactsForm } from './ct-facts-form.tsx';
import { ReportForm } from './ct-report-form.tsx';
import styles from '../ct-screening/ct.module.css';

export function CtPersonPage() {
  const { t } = useWords();
  const api = useApi();
  const { personId = '' } = useParams();
  const { year } = useFilters();
  const query = usePerson(personId);
  const person = useQuery({
    queryKey: ['person', personId],
    queryFn: ({ signal }) => api.call(registryRoutes.readPerson, { params: { personId }, signal }),
  });
  return (
    <>
      <PageHead title={person.data ? person.data.name : t('roving.ct.title')}>
        <Link to={`/people/${personId}`}>{t('roving.ct.toRecord')}</Link>
      </PageHead>
      <CtTabs />
      <QueryView query={query}>
        {(data) => (
          <>
            {!data.screenings.some((row) => String(row.year) === year) && <NewYear personId={personId} year={year} />}
            {data.screenings.map((row) => (
              <OneYear key={row.screeningId} row={row} data={data} />
            ))}
            {data.cases.map((one) => (
              <CaseCard key={one.caseId} found={one} />
            ))}
          </>
        )}
      </QueryView>
    </>
  );
}

/** The rule has not met this person: facts are entered, or the doctor invites. */
function NewYear({ personId, year }: { personId: string; year: string }) {
  const { t } = useWords();
  return (
    <section className={styles['card']}>
      <p>{t('roving.ct.notMet', { year })}</p>
      <FactsForm personId={personId} year={year} />
      <InviteByName personId={personId} year={year} needsReason />
    </section>
  );
}

function OneYear({ row, data }: { row: CtScreening; data: CtPersonReply }) {
  const { t, day } = useWords();
  const mayReport = useMay(ctPermissions.report);
  const year = String(row.year);
  const open = ['eligible', 'to-ask', 'not-eligible'].includes(row.stage);
  const free = data.free.find((one) => one.year === row.year);
  return (
    <>
      <section className={styles['card']} aria-label={t('roving.ct.yearTitle', { year })}>
        <div className={styles['row']}>
          <h2>{t('roving.ct.yearTitle', { year })}</h2>
          <StageTag stage={row.stage} />
          {row.simulated && <SimulatedBadge />}
        </div>
        <p>
          {row.missing.length > 0
            ? t('roving.ct.toAskFor', {
                facts: row.missing.map((key) => t(`roving.ct.fact.${key}`)).join(t('ui.comma')),
              })
            : t(`roving.ct.reason.${row.reason}`)}
          {row.ruleIsDraft && <span className="quiet"> {t('roving.ct.ruleDraftShort', { rule: row.rule })}</span>}
        </p>
        {row.invitedName && (
          <p>
            {t('roving.ct.invitedByName', { name: row.invitedName })}
            {row.inviteReason && `：${row.inviteReason}`}
          </p>
        )}
        {row.answer && (
          <p>
            {t(`roving.ct.answered.${row.answer}`)}
            {row.answeredAs && <span className="quiet"> {t(`roving.ct.as.${row.answeredAs}`)}</span>}
          </p>
        )}
        {row.stopOn && <p>{t('roving.ct.comesOn', { day: day(row.stopOn) })}</p>}
        {row.accession && <p>{t('roving.ct.accessionOf', { number: row.accession })}</p>}
        {open && row.stage !== 'eligible' && <FactsForm personId={row.personId} year={year} />}
        {open && <InviteByName personId={row.personId} year={year} needsReason={row.stage !== 'eligible'} />}
        {mayAnswer(row.stage) && row.stage !== 'declined' && (
          <>
            <h3>{t('roving.ct.atDesk')}</h3>
            <SlotPicker row={row} free={free} />
          </>
        )}
      </section>
      {row.invitedAt && isBeforeScan(row.stage) && row.stage !== 'declined' && (
        <section className={styles['card']} aria-label={t('roving.ct.consentTitle')}>
          <h2>{t('roving.ct.consentTitle')}</h2>
          <ConsentPart row={row} text={data.consentText} />
        </section>
      )}
      {row.stage === 'scanned' && mayReport && <ReportForm row={row} />}
      {row.report && <ReportView row={row} />}
    </>
  );
}

function InviteByName({ personId, year, needsReason }: { personId: string; year: string; needsReason: boolean }) {
  const { t } = useWords();
  const api = useApi();
  const { run, busy, failure } = useChange();
  const [reason, setReason] = useState('');
  const invite = () =>
    void run(() =>
      api.call(ctRoutes.invite, {
        params: { personId, year },
        body: reason.trim() ? { reason } : {},
        idempotencyKey: newId(),
      }),
    );
  return (
    <>
      {needsReason && (
        <TextField
          name="invite-reason"
          label={t('roving.ct.inviteReason')}
          hint={t('roving.ct.inviteReasonHint')}
          value={reason}
          onChange={setReason}
          maxLength={200}
        />
      )}
      {failure !== undefined && <Failure error={failure} />}
      <Button kind="primary" busy={busy} disabled={needsReason && reason.trim() === ''} onClick={invite}>
        {t('roving.ct.invite')}
      </Button>
    </>
  );
}

function ReportView({ row }: { row: CtScreening }) {
  const { t, instant } = useWords();
  const words = useFindingWords();
  const report = row.report!;
  return (
    <section className={styles['card']} aria-label={t('roving.ct.reportTitle')}>
      <h2>{t('roving.ct.reportTitle')}</h2>
      <p>
        <strong>{t(`roving.ct.category.${report.category}`)}</strong>
      </p>
      <p>{report.findings}</p>
      <ul>
        {report.nodules.map((nodule, index) => (
          <li key={index}>
            {words.nodule(nodule)} {t('roving.ct.inMonths', { count: nodule.followUpMonths })}
          </li>
        ))}
        {report.otherFindings.map(({ text, followUpMonths }) => (
          <li key={text}>
            {text} {t('roving.ct.inMonths', { count: followUpMonths })}
          </li>
        ))}
      </ul>
      <p>{report.conclusion}</p>
      <p className="quiet">{t('roving.ct.signedBy', { name: report.signedName, when: instant(report.signedAt) })}</p>
    </section>
  );
}
