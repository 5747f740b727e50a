// Drawing up a contract: who of the household, which packages, which doctor, from when; then it goes to be signed.
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { Link, useNavigate, useParams } from 'react-router';
import { Button } from '#platform/ui/actions/button.tsx';
import { useApi } from '#platform/ui/api/api-context.ts';
import { newId } from '#platform/ui/api/idempotency.ts';
import { SelectField, TextField } from '#platform/ui/form/fields.tsx';
import { PageHead } from '#platform/ui/frame/staff-frame.tsx';
import { useDraft } from '#platform/ui/form/use-draft.ts';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { useMe } from '#platform/ui/portal/session.ts';
import { QueryView } from '#platform/ui/states/query-view.tsx';
import { Failure, Skeleton } from '#platform/ui/states/states.tsx';
import { contractRoutes, type DraftReply } from '../../contract.ts';
import { lastDayOf } from '../../rules/contract-stage.ts';
import { sumAmounts } from '../../rules/ledger.ts';
import { payers, totalOf } from '../../rules/package.ts';
import { GroupTags } from '../family-words.tsx';
import { familyKey, useChange } from '../use-family.ts';
import styles from '../family.module.css';

export function DraftPage() {
  const { t } = useWords();
  const api = useApi();
  const { personId = '' } = useParams();
  const draft = useQuery({
    queryKey: [...familyKey, 'draft', personId],
    queryFn: ({ signal }) => api.call(contractRoutes.draft, { params: { personId }, signal }),
  });
  return (
    <div className={styles['stack']}>
      <PageHead title={t('family-doctor.drawUp')}>
        <Link to={`/family/people/${personId}`}>{t('family-doctor.back')}</Link>
      </PageHead>
      <QueryView query={draft} skeleton={<Skeleton lines={10} />}>
        {(data) => <Draft personId={personId} draft={data} />}
      </QueryView>
    </div>
  );
}

function Draft({ personId, draft }: { personId: string; draft: DraftReply }) {
  const { t, money, date } = useWords();
  const api = useApi();
  const navigate = useNavigate();
  const { run, busy, failure } = useChange();
  const me = useMe();
  const signsFrom = (one: DraftReply['members'][number], on: string) => !one.signedUntilOn || one.signedUntilOn < on;
  const form = useDraft(me.account, `family-contract.${draft.householdId}.${draft.renews ?? ''}`, () => ({
    contractId: newId(),
    fromOn: draft.fromOn,
    teamId: draft.teamId ?? '',
    doctorId: draft.doctorId ?? '',
    chosen: draft.members
      .filter((one) => signsFrom(one, draft.fromOn))
      .map((one): [string, readonly string[]] => [one.personId, one.proposed]),
  }));
  const { contractId, fromOn, teamId, doctorId } = form.value;
  const chosen: ReadonlyMap<string, readonly string[]> = new Map(form.value.chosen);
  const team = draft.teams.find((one) => one.teamId === teamId);
  const signsAgain = (one: DraftReply['members'][number]) => signsFrom(one, fromOn);
  const packages = useMemo(() => new Map(draft.packages.map((one) => [one.code, one])), [draft.packages]);
  const amounts = sumAmounts(
    [...chosen.values()].flatMap((codes) => codes.flatMap((code) => packages.get(code)?.amounts ?? [])),
  );
  const change = (id: string, codes: readonly string[] | undefined) => {
    const next = new Map(chosen);
    if (codes) next.set(id, codes);
    else next.delete(id);
    form.change({ chosen: [...next] });
  };
  const ready = team && doctorId && chosen.size > 0 && [...chosen.values()].every((codes) => codes.length > 0);
  const save = async () => {
    const members = draft.members.flatMap((one) => {
      const codes = chosen.get(one.personId);
      return codes ? [{ personId: one.personId, packages: [...codes] }] : [];
    });
    // The address belongs to whoever opened the page, or to the first who signs.
    const owner = chosen.has(personId) ? personId : members[0]!.personId;
    const body = { contractId, teamId, doctorId, fromOn, members, ...(draft.renews && { renews: draft.renews }) };
    const done = await run(() =>
      api.call(contractRoutes.offer, { params: { personId: owner }, body, idempotencyKey: newId() }),
    );
    if (!done) return;
    form.clear();
    await navigate(`/family/people/${owner}/contract/${contractId}`, { replace: true });
  };
  return (
    <>
      <section className={styles['card']} aria-label={t('family-doctor.who')}>
        <h2>{t('family-doctor.who')}</h2>
        <ul className={styles['list']}>
          {draft.members.map((one) => (
            <Member
              key={one.personId}
              member={one}
              packages={draft.packages}
              codes={chosen.get(one.personId)}
              free={signsAgain(one)}
              onChange={(codes) => change(one.personId, codes)}
            />
          ))}
        </ul>
      </section>
      <section className={styles['card']} aria-label={t('family-doctor.withWhom')}>
        <h2>{t('family-doctor.withWhom')}</h2>
        <div className={styles['filters']}>
          <SelectField
            name="team"
            label={t('family-doctor.team')}
            value={teamId}
            onChange={(next) =>
              form.change({
                teamId: next,
                doctorId: draft.teams.find((one) => one.teamId === next)?.doctors[0]?.staffId ?? '',
              })
            }
            choices={draft.teams.map((one) => ({ value: one.teamId, label: one.name }))}
          />
          <SelectField
            name="doctor"
            label={t('family-doctor.doctor')}
            value={doctorId}
            onChange={(next) => form.change({ doctorId: next })}
            choices={(team?.doctors ?? []).map((one) => ({
              value: one.staffId,
              label: `${one.name}（${t(`family-doctor.role.${one.role}`)}）`,
            }))}
          />
          <TextField
            name="fromOn"
            label={t('family-doctor.fromOn')}
            type="date"
            value={fromOn}
            onChange={(next) => form.change({ fromOn: next })}
          />
        </div>
        <p>{fromOn && t('family-doctor.term', { from: date(fromOn), to: date(lastDayOf(fromOn)) })}</p>
      </section>
      <section className={styles['card']} aria-label={t('family-doctor.costs')}>
        <h2>{t('family-doctor.costs')}</h2>
        <p>
          {t('family-doctor.costTotal', { total: money(totalOf(amounts)) })}{' '}
          {payers.map((payer) => `${t(`family-doctor.payer.${payer}`)} ${money(amounts[payer])}`).join('，')}
        </p>
        {draft.packages.some(({ simulated }) => simulated) && (
          <p className={styles['notice']}>{t('family-doctor.sample')}</p>
        )}
      </section>
      {failure !== undefined && <Failure error={failure} safe={t('family-doctor.choicesKept')} />}
      <div className={styles['row']}>
        <Button kind="primary" busy={busy} disabled={!ready} onClick={() => void save()}>
          {t('family-doctor.makeText')}
        </Button>
      </div>
    </>
  );
}

function Member({
  member,
  packages,
  codes,
  free,
  onChange,
}: {
  member: DraftReply['members'][number];
  packages: DraftReply['packages'];
  codes: readonly string[] | undefined;
  free: boolean;
  onChange: (codes: readonly string[] | undefined) => void;
}) {
  const { t, age, date, money } = useWords();
  return (
    <li className={styles['card']} aria-label={member.name}>
      <div className={styles['choices']}>
        <label>
          <input
            type="checkbox"
            checked={codes !== undefined}
            disabled={!free}
            onChange={(event) => onChange(event.target.checked ? member.proposed : undefined)}
          />
          <strong>{member.name}</strong>
          <span className="quiet">
            {t(`ui.sex.${member.sex}`)} {member.birthOn && age(member.birthOn)}
          </span>
        </label>
      </div>
      <GroupTags groups={member.groups} />
      {member.signedUntilOn && (
        <p className="quiet">{t('family-doctor.signedUntil', { day: date(member.signedUntilOn) })}</p>
      )}
      {codes && (
        <fieldset className={styles['choices']}>
          <legend className="quiet">{t('family-doctor.packagesOf', { name: member.name })}</legend>
          {packages.map((one) => (
            <label key={one.code}>
              <input
                type="checkbox"
                checked={codes.includes(one.code)}
                onChange={(event) =>
                  onChange(event.target.checked ? [...codes, one.code] : codes.filter((code) => code !== one.code))
                }
              />
              {one.name}
              <span className="quiet">
                {one.amounts.person > 0
                  ? t('family-doctor.personPays', { amount: money(one.amounts.person) })
                  : t('family-doctor.personFree')}
              </span>
            </label>
          ))}
        </fieldset>
      )}
    </li>
  );
}
