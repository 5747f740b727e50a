// My family doctor: who it is and who is on duty, the contract to confirm, what the package holds and what was done.
import { Link } from 'react-router';
import { usePersonInView } from '#foundation/registry/web/resident/person-in-view.tsx';
import { buttonClass } from '#platform/ui/actions/button.tsx';
import { Card } from '#platform/ui/elder/tile.tsx';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { SimulatedBadge } from '#platform/ui/states/badges.tsx';
import { QueryView } from '#platform/ui/states/query-view.tsx';
import { Empty, Skeleton } from '#platform/ui/states/states.tsx';
import type { ContractSummary, MemberReply } from '../../contract.ts';
import { StageTag } from '../family-words.tsx';
import { ProgressList } from '../progress-list.tsx';
import { useMember } from '../use-family.ts';
import { ConfirmContract } from './confirm-contract.tsx';
import { MyBookings } from './my-bookings.tsx';
import { RateDoctor } from './rate-doctor.tsx';
import styles from '../family.module.css';

export function MyDoctorPage() {
  const { t } = useWords();
  const { person } = usePersonInView();
  const member = useMember(person.person.personId);
  return (
    <>
      <title>{t('family-doctor.mine')}</title>
      <h1>{t('family-doctor.mine')}</h1>
      {person.as === 'proxy' && <p>{t('family-doctor.forWhom', { name: person.person.name })}</p>}
      <QueryView query={member} skeleton={<Skeleton lines={8} />}>
        {(data) => <Mine member={data} />}
      </QueryView>
    </>
  );
}

function Mine({ member }: { member: MemberReply }) {
  const { t } = useWords();
  const current = member.contracts.find(({ stage }) => stage === 'active' || stage === 'renewing');
  const coming = member.contracts.find(({ stage }) => stage === 'coming');
  const offered = member.contracts.find(({ stage }) => stage === 'offered');
  const shown = current ?? coming;
  return (
    <>
      {offered && <ConfirmContract personId={member.personId} contractId={offered.contractId} />}
      {shown ? (
        <DoctorCard member={member} contract={shown} />
      ) : (
        !offered && (
          <Empty title={t('family-doctor.mineNotSigned')} icon="visit">
            {member.team
              ? t('family-doctor.mineNotSignedText', { team: member.team.name, phone: member.team.phone ?? '' })
              : t('family-doctor.mineNoTeam')}
          </Empty>
        )
      )}
      {current && (
        <>
          <Card title={t('family-doctor.minePackage')}>
            <p>{current.packages.map(({ name }) => name).join('、')}</p>
            <ProgressList member={member} />
            {current.simulated && <p>{t('family-doctor.sample')}</p>}
          </Card>
          <MyBookings personId={member.personId} />
          <RateDoctor personId={member.personId} contract={current} />
          <Money member={member} />
        </>
      )}
    </>
  );
}

function DoctorCard({ member, contract }: { member: MemberReply; contract: ContractSummary }) {
  const { t, date } = useWords();
  const { team } = member;
  const doctor = team?.doctors.find(({ staffId }) => staffId === contract.doctorId);
  return (
    <Card tone="brand" title={contract.doctorName}>
      <p>
        {contract.teamName} {doctor && t(`family-doctor.role.${doctor.role}`)}
      </p>
      {doctor?.substituteName && (
        <p className={styles['notice']}>
          {t('family-doctor.mineSubstitute', {
            name: doctor.substituteName,
            doctor: doctor.name,
            day: doctor.awayUntilOn ? date(doctor.awayUntilOn) : '',
          })}
        </p>
      )}
      <p>
        {t('family-doctor.term', { from: date(contract.fromOn), to: date(contract.toOn) })}{' '}
        <StageTag stage={contract.stage} />
      </p>
      {contract.stage === 'renewing' && <p className={styles['notice']}>{t('family-doctor.mineRenew')}</p>}
      <div className={styles['row']}>
        {team?.phone && (
          <a className={buttonClass('primary')} href={`tel:${team.phone}`}>
            {t('family-doctor.callTeam', { phone: team.phone })}
          </a>
        )}
        <Link className={buttonClass(team?.phone ? 'plain' : 'primary')} to="/family-doctor/messages">
          {member.unread > 0 ? t('family-doctor.unreadMessages', { count: member.unread }) : t('family-doctor.ask')}
        </Link>
      </div>
      <details>
        <summary>{t('family-doctor.mineTeam')}</summary>
        <ul>
          {team?.doctors.map((one) => (
            <li key={one.staffId}>
              {one.name}（{t(`family-doctor.role.${one.role}`)}）
              {one.substituteName && t('family-doctor.standsIn', { name: one.substituteName })}
            </li>
          ))}
        </ul>
      </details>
      {contract.simulated && (
        <p>
          <SimulatedBadge />
        </p>
      )}
    </Card>
  );
}

function Money({ member }: { member: MemberReply }) {
  const { t, money } = useWords();
  const own = member.sums.find(({ payer }) => payer === 'person');
  const total = member.sums.reduce((sum, one) => sum + one.dueFen, 0);
  return (
    <Card title={t('family-doctor.costs')}>
      <p>{t('family-doctor.mineCosts', { total: money(total), own: money(own?.dueFen ?? 0) })}</p>
      <p>
        {(own?.openFen ?? 0) > 0
          ? t('family-doctor.mineOpen', { amount: money(own!.openFen) })
          : t('family-doctor.mineSettled')}
      </p>
    </Card>
  );
}
