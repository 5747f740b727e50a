// One person's contract at the desk: doctor, packages with what was done and due, ledger, groups, and everything that can be done next.
import { useState } from 'react';
import { Link, useParams } from 'react-router';
import { StartOrders } from '#foundation/orders/web/clinic/start-orders.tsx';
import { PersonHeader } from '#foundation/record/web/person-header.tsx';
import { Button, buttonClass } from '#platform/ui/actions/button.tsx';
import { useAnnounce } from '#platform/ui/actions/undo.tsx';
import { useApi } from '#platform/ui/api/api-context.ts';
import { newId } from '#platform/ui/api/idempotency.ts';
import { TextField } from '#platform/ui/form/fields.tsx';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { SimulatedBadge } from '#platform/ui/states/badges.tsx';
import { QueryView } from '#platform/ui/states/query-view.tsx';
import { Empty, Failure, Skeleton } from '#platform/ui/states/states.tsx';
import { contractRoutes, type ContractSummary, type MemberReply } from '../../contract.ts';
import { isInForce } from '../../rules/contract-stage.ts';
import { notedGroups, type NotedGroup } from '../../rules/key-group.ts';
import type { ServiceProgress } from '../../rules/service-plan.ts';
import { workbenchRoutes } from '../../workbench-contract.ts';
import { GroupTags, StageTag } from '../family-words.tsx';
import { ProgressList } from '../progress-list.tsx';
import { useChange, useFilters, useMember } from '../use-family.ts';
import { ChangeCard } from './change-card.tsx';
import { LedgerCard } from './ledger-card.tsx';
import styles from '../family.module.css';

export function MemberPage() {
  const { t } = useWords();
  const { personId = '' } = useParams();
  const member = useMember(personId);
  return (
    <div className={styles['stack']}>
      <title>{t('family-doctor.titleOf', { name: member.data?.name ?? '' })}</title>
      <PersonHeader
        personId={personId}
        actions={
          <>
            <Link className={buttonClass()} to={`/people/${personId}`}>
              {t('family-doctor.toRecord')}
            </Link>
            <StartOrders />
            <Link className={buttonClass()} to={`/family/messages/${personId}`}>
              {member.data?.unread
                ? t('family-doctor.unreadMessages', { count: member.data.unread })
                : t('family-doctor.messages')}
            </Link>
          </>
        }
      />
      <QueryView query={member} skeleton={<Skeleton lines={8} />}>
        {(data) => <Member member={data} />}
      </QueryView>
    </div>
  );
}

function Member({ member }: { member: MemberReply }) {
  const { t } = useWords();
  const current = member.contracts.find(({ stage }) => isInForce(stage) || stage === 'coming');
  const [offered] = member.contracts.filter(({ stage }) => stage === 'offered');
  const [last] = member.contracts.filter(({ stage }) => stage === 'lapsed');
  const mayRenew = current?.stage === 'renewing' || (!current && last);
  const path = `/family/people/${member.personId}/contract`;
  return (
    <>
      {offered && (
        <p className={styles['notice']}>
          {t('family-doctor.waitsForSignature')}{' '}
          <Link to={`${path}/${offered.contractId}`}>{t('family-doctor.toSign')}</Link>
        </p>
      )}
      {!current && !offered && (
        <Empty title={t('family-doctor.notSigned')} icon="document">
          {t('family-doctor.notSignedText')}
        </Empty>
      )}
      {(!current || mayRenew) && !offered && (
        <div className={styles['row']}>
          <Link className={buttonClass('primary')} to={path}>
            {t(mayRenew ? 'family-doctor.renew' : 'family-doctor.signContract')}
          </Link>
        </div>
      )}
      <div className={styles['columns']}>
        {current && <ContractCard contract={current} member={member} />}
        <Groups member={member} />
      </div>
      {current && isInForce(current.stage) && <Services member={member} />}
      {current && <VisitForm personId={member.personId} />}
      {current && <LedgerCard personId={member.personId} contract={current} />}
      {current && <ChangeCard personId={member.personId} contract={current} />}
      <Earlier
        contracts={member.contracts.filter((one) => one !== current && one !== offered)}
        personId={member.personId}
      />
    </>
  );
}

function ContractCard({ contract, member }: { contract: ContractSummary; member: MemberReply }) {
  const { t, date } = useWords();
  const doctor = member.team?.doctors.find(({ staffId }) => staffId === contract.doctorId);
  return (
    <section className={styles['card']} aria-label={t('family-doctor.contract')}>
      <div className={styles['row']}>
        <h2>{t('family-doctor.contract')}</h2>
        <StageTag stage={contract.stage} />
        {contract.simulated && <SimulatedBadge />}
      </div>
      <p>
        {contract.doctorName} · {contract.teamName}
        {doctor?.substituteName && ` · ${t('family-doctor.standsIn', { name: doctor.substituteName })}`}
      </p>
      <p>{t('family-doctor.term', { from: date(contract.fromOn), to: date(contract.toOn) })}</p>
      <p>{contract.packages.map(({ name }) => name).join('、')}</p>
      {contract.rating && (
        <p>
          {t('family-doctor.rated', { stars: contract.rating.stars })} {contract.rating.text}
        </p>
      )}
      <Link to={`/family/people/${member.personId}/contract/${contract.contractId}`}>
        {t('family-doctor.readContract')}
      </Link>
    </section>
  );
}

function Groups({ member }: { member: MemberReply }) {
  const { t } = useWords();
  const api = useApi();
  const { run, busy, failure } = useChange();
  const toggle = (group: NotedGroup) =>
    void run(() =>
      api.call(contractRoutes.note, {
        params: { personId: member.personId },
        body: {
          noted: member.noted.includes(group) ? member.noted.filter((one) => one !== group) : [...member.noted, group],
        },
      }),
    );
  return (
    <section className={styles['card']} aria-label={t('family-doctor.groups')}>
      <h2>{t('family-doctor.groups')}</h2>
      {member.groups.length > 0 ? (
        <GroupTags groups={member.groups} />
      ) : (
        <p className="quiet">{t('family-doctor.noGroups')}</p>
      )}
      <fieldset className={styles['choices']} disabled={busy}>
        <legend className="quiet">{t('family-doctor.notedGroups')}</legend>
        {notedGroups.map((group) => (
          <label key={group}>
            <input type="checkbox" checked={member.noted.includes(group)} onChange={() => toggle(group)} />
            {t(`family-doctor.group.${group}`)}
          </label>
        ))}
      </fieldset>
      {failure !== undefined && <Failure error={failure} />}
    </section>
  );
}

function Services({ member }: { member: MemberReply }) {
  const { t } = useWords();
  const { get, set } = useFilters();
  const services = new Map(member.services.map((one) => [one.code, one]));
  const act = (one: ServiceProgress) => {
    const [form] = services.get(one.service)?.countedBy.forms ?? [];
    return (
      <span className={styles['row']}>
        {form && (
          <Link className={buttonClass()} to={`/family/people/${member.personId}/follow-up/${form}`}>
            {t('family-doctor.followUp')}
          </Link>
        )}
        <Button onClick={() => set('enter', one.service)}>{t('family-doctor.enterService')}</Button>
      </span>
    );
  };
  return (
    <section className={styles['stack']} aria-label={t('family-doctor.services')}>
      <h2>{t('family-doctor.services')}</h2>
      {get('enter') !== '' && (
        <EnterService key={get('enter')} member={member} service={get('enter')} onDone={() => set('enter', '')} />
      )}
      <ProgressList
        member={member}
        act={act}
        entryAct={(serviceId) => <Withdraw personId={member.personId} serviceId={serviceId} />}
      />
    </section>
  );
}

/** An entry by hand is taken back with a reason; what the record shows, the record has to take back. */
function Withdraw({ personId, serviceId }: { personId: string; serviceId: string }) {
  const { t } = useWords();
  const api = useApi();
  const announce = useAnnounce();
  const { run, busy, failure } = useChange();
  const [open, setOpen] = useState(false);
  const [reason, setReason] = useState('');
  const withdraw = async () => {
    const call = { params: { personId, serviceId }, body: { reason: reason.trim() } };
    if (await run(() => api.call(contractRoutes.withdrawService, call))) announce(t('family-doctor.withdrawn'));
  };
  if (!open)
    return (
      <Button kind="quiet" onClick={() => setOpen(true)}>
        {t('family-doctor.withdraw')}
      </Button>
    );
  return (
    <span className={styles['filters']}>
      <TextField
        name={`withdraw-${serviceId}`}
        label={t('family-doctor.withdrawReason')}
        value={reason}
        onChange={setReason}
        maxLength={200}
      />
      <Button kind="danger" busy={busy} disabled={reason.trim().length < 2} onClick={() => void withdraw()}>
        {t('family-doctor.withdraw')}
      </Button>
      {failure !== undefined && <Failure error={failure} />}
    </span>
  );
}

function EnterService({ member, service, onDone }: { member: MemberReply; service: string; onDone: () => void }) {
  const { t } = useWords();
  const api = useApi();
  const announce = useAnnounce();
  const { run, busy, failure } = useChange();
  const { today } = useFilters();
  const [serviceId] = useState(newId);
  const [on, setOn] = useState(today);
  const [evidence, setEvidence] = useState('');
  const params = { personId: member.personId };
  const name = member.services.find(({ code }) => code === service)?.name ?? service;
  const save = async () => {
    const body = { serviceId, service, performedOn: on, evidence: evidence.trim() };
    if (!(await run(() => api.call(contractRoutes.enterService, { params, body })))) return;
    announce(t('family-doctor.serviceEntered', { name }), async () => {
      const reason = t('family-doctor.undoneAtOnce');
      await run(() => api.call(contractRoutes.withdrawService, { params: { ...params, serviceId }, body: { reason } }));
    });
    onDone();
  };
  return (
    <section className={styles['card']} aria-label={t('family-doctor.enterNamed', { name })}>
      <h3>{t('family-doctor.enterNamed', { name })}</h3>
      <TextField
        name="performedOn"
        label={t('family-doctor.performedOn')}
        type="date"
        max={today}
        value={on}
        onChange={setOn}
      />
      <TextField
        name="evidence"
        label={t('family-doctor.evidenceField')}
        hint={t('family-doctor.evidenceHint')}
        value={evidence}
        onChange={setEvidence}
        maxLength={300}
      />
      {failure !== undefined && <Failure error={failure} />}
      <div className={styles['row']}>
        <Button kind="primary" busy={busy} disabled={evidence.trim().length < 2} onClick={() => void save()}>
          {t('family-doctor.save')}
        </Button>
        <Button kind="quiet" onClick={onDone}>
          {t('family-doctor.cancel')}
        </Button>
      </div>
    </section>
  );
}

function VisitForm({ personId }: { personId: string }) {
  const { t, date } = useWords();
  const api = useApi();
  const announce = useAnnounce();
  const { run, busy, failure } = useChange();
  const { today } = useFilters();
  const [bookingId, setBookingId] = useState(newId);
  const [on, setOn] = useState(today);
  const [reason, setReason] = useState('');
  const save = async () => {
    const body = { bookingId, on, reason: reason.trim() };
    if (!(await run(() => api.call(workbenchRoutes.planVisit, { params: { personId }, body })))) return;
    announce(t('family-doctor.visitPlanned', { day: date(on) }));
    setBookingId(newId());
    setReason('');
  };
  return (
    <details className={styles['card']}>
      <summary>{t('family-doctor.planVisit')}</summary>
      <TextField name="on" label={t('family-doctor.visitOn')} type="date" value={on} onChange={setOn} />
      <TextField
        name="reason"
        label={t('family-doctor.visitReason')}
        value={reason}
        onChange={setReason}
        maxLength={200}
      />
      {failure !== undefined && <Failure error={failure} />}
      <Button kind="primary" busy={busy} disabled={reason.trim() === ''} onClick={() => void save()}>
        {t('family-doctor.planVisit')}
      </Button>
    </details>
  );
}

function Earlier({ contracts, personId }: { contracts: readonly ContractSummary[]; personId: string }) {
  const { t, date } = useWords();
  if (contracts.length === 0) return null;
  return (
    <section className={styles['stack']} aria-label={t('family-doctor.earlier')}>
      <h2>{t('family-doctor.earlier')}</h2>
      <ul className={styles['list']}>
        {contracts.map((one) => (
          <li key={one.contractId} className={styles['item']}>
            <span>{t('family-doctor.term', { from: date(one.fromOn), to: date(one.toOn) })}</span>
            <span>{one.packages.map(({ name }) => name).join('、')}</span>
            <StageTag stage={one.stage} />
            <Link to={`/family/people/${personId}/contract/${one.contractId}`}>{t('family-doctor.readContract')}</Link>
          </li>
        ))}
      </ul>
    </section>
  );
}
