// The graded network of chronic diseases: which institution stands on which level, who owns each phase, which colour belongs where.
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { dayOf } from '#platform/contract.ts';
import { Button } from '#platform/ui/actions/button.tsx';
import { useAnnounce } from '#platform/ui/actions/undo.tsx';
import { useApi } from '#platform/ui/api/api-context.ts';
import { SelectField, TextField } from '#platform/ui/form/fields.tsx';
import { PageHead } from '#platform/ui/frame/staff-frame.tsx';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { useMay } from '#platform/ui/portal/session.ts';
import { QueryView } from '#platform/ui/states/query-view.tsx';
import { Failure, Skeleton } from '#platform/ui/states/states.tsx';
import { colours } from '../../contract.ts';
import { networkPermissions, networkRoutes, type NetworkReply } from '../../network-contract.ts';
import { diseases, type Disease } from '../../rules/disease.ts';
import { carePhases, networkLevels, type DiseaseNetwork, type NetworkLevel } from '../../rules/network.ts';
import { ColourTag } from '../chronic-words.tsx';
import { chronicKey, useChange, useFilters } from '../use-chronic.ts';
import { ChronicTabs } from './chronic-tabs.tsx';
import styles from '../chronic.module.css';

export function NetworkPage() {
  const { t } = useWords();
  const api = useApi();
  const { get, set } = useFilters();
  const disease = diseases.find((one) => one === get('disease')) ?? 'hypertension';
  const network = useQuery({
    queryKey: [...chronicKey, 'network'],
    queryFn: ({ signal }) => api.call(networkRoutes.read, { signal }),
  });
  return (
    <div className={styles['stack']}>
      <title>{t('chronic-care.network')}</title>
      <PageHead title={t('chronic-care.network')} />
      <ChronicTabs />
      <nav className={styles['tabs']} aria-label={t('chronic-care.filter.disease')}>
        {diseases.map((one) => (
          <button
            key={one}
            type="button"
            className={styles['tab']}
            aria-pressed={one === disease}
            onClick={() => set('disease', one)}
          >
            {t(`chronic-care.disease.${one}`)}
          </button>
        ))}
      </nav>
      <QueryView query={network} skeleton={<Skeleton lines={10} />}>
        {(data) => <DiseaseCard key={disease} data={data} disease={disease} />}
      </QueryView>
    </div>
  );
}

function DiseaseCard({ data, disease }: { data: NetworkReply; disease: Disease }) {
  const { t } = useWords();
  const mayEdit = useMay(networkPermissions.write);
  const [editing, setEditing] = useState(false);
  const stands = data.network[disease];
  const nameOf = (id: string | undefined) =>
    data.organisations.find(({ organisationId }) => organisationId === id)?.name ?? '—';
  const people = (level: NetworkLevel) =>
    data.people.find((one) => one.disease === disease && one.level === level)?.count ?? 0;
  if (editing) return <NetworkForm data={data} disease={disease} onDone={() => setEditing(false)} />;
  return (
    <>
      {data.assumed.includes(disease) && <p className={styles['notice']}>{t('chronic-care.networkAssumed')}</p>}
      <div className={styles['columns']}>
        <section className={styles['card']} aria-label={t('chronic-care.levels')}>
          <h2>{t('chronic-care.levels')}</h2>
          <ul className={styles['lines']}>
            <li>
              <strong>{t('chronic-care.level.lead')}</strong>
              <span>{nameOf(stands.leadId)}</span>
              <span className="quiet">{t('chronic-care.peopleCount', { count: people('lead') })}</span>
            </li>
            <li>
              <strong>{t('chronic-care.level.key')}</strong>
              <span>{stands.keyIds.map(nameOf).join('、') || '—'}</span>
              <span className="quiet">{t('chronic-care.peopleCount', { count: people('key') })}</span>
            </li>
            <li>
              <strong>{t('chronic-care.level.team')}</strong>
              <span>{t('chronic-care.teamCount', { count: data.teams })}</span>
              <span className="quiet">{t('chronic-care.peopleCount', { count: people('team') })}</span>
            </li>
          </ul>
        </section>
        <section className={styles['card']} aria-label={t('chronic-care.owners')}>
          <h2>{t('chronic-care.owners')}</h2>
          <ul className={styles['lines']}>
            {carePhases.map((phase) => (
              <li key={phase}>
                <strong>{t(`chronic-care.phase.${phase}`)}</strong>
                <span>{t(`chronic-care.level.${stands.owners[phase]}`)}</span>
              </li>
            ))}
          </ul>
        </section>
        <section className={styles['card']} aria-label={t('chronic-care.colourLevels')}>
          <h2>{t('chronic-care.colourLevels')}</h2>
          <ul className={styles['lines']}>
            {colours.map((colour) => (
              <li key={colour}>
                <ColourTag colour={colour} />
                <span>{t(`chronic-care.level.${stands.colours[colour]}`)}</span>
              </li>
            ))}
          </ul>
        </section>
      </div>
      {mayEdit && (
        <div>
          <Button kind="primary" onClick={() => setEditing(true)}>
            {t('chronic-care.editNetwork')}
          </Button>
        </div>
      )}
    </>
  );
}

function NetworkForm({ data, disease, onDone }: { data: NetworkReply; disease: Disease; onDone: () => void }) {
  const { t } = useWords();
  const api = useApi();
  const announce = useAnnounce();
  const { run, busy, failure } = useChange();
  const [draft, setDraft] = useState<DiseaseNetwork>(data.network[disease]);
  const [fromOn, setFromOn] = useState(dayOf(new Date()));
  const levels = networkLevels.map((value) => ({ value, label: t(`chronic-care.level.${value}`) }));
  const change = (part: Partial<DiseaseNetwork>) => setDraft({ ...draft, ...part });
  const save = async () => {
    const body = { disease, fromOn, ...draft, keyIds: [...draft.keyIds] };
    if (!(await run(() => api.call(networkRoutes.set, { body })))) return;
    announce(t('chronic-care.networkSaved'));
    onDone();
  };
  return (
    <form
      className={styles['card']}
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <h2>{t(`chronic-care.disease.${disease}`)}</h2>
      <div className={styles['filters']}>
        <SelectField
          name="leadId"
          label={t('chronic-care.level.lead')}
          value={draft.leadId ?? ''}
          onChange={(leadId) => setDraft(({ leadId: _before, ...rest }) => ({ ...rest, ...(leadId && { leadId }) }))}
          choices={[
            { value: '', label: '—' },
            ...data.organisations
              .filter(({ kind }) => kind === 'hospital')
              .map(({ organisationId, name }) => ({ value: organisationId, label: name })),
          ]}
        />
        <TextField name="fromOn" type="date" label={t('chronic-care.validFrom')} value={fromOn} onChange={setFromOn} />
      </div>
      <fieldset className={styles['choices']}>
        <legend>{t('chronic-care.level.key')}</legend>
        {data.organisations.map(({ organisationId, name }) => (
          <label key={organisationId}>
            <input
              type="checkbox"
              checked={draft.keyIds.includes(organisationId)}
              onChange={(event) =>
                change({
                  keyIds: event.target.checked
                    ? [...draft.keyIds, organisationId]
                    : draft.keyIds.filter((one) => one !== organisationId),
                })
              }
            />
            {name}
          </label>
        ))}
      </fieldset>
      <div className={styles['filters']}>
        {carePhases.map((phase) => (
          <SelectField
            key={phase}
            name={phase}
            label={t(`chronic-care.phase.${phase}`)}
            value={draft.owners[phase]}
            onChange={(next) => change({ owners: { ...draft.owners, [phase]: next as NetworkLevel } })}
            choices={levels}
          />
        ))}
      </div>
      <div className={styles['filters']}>
        {colours.map((colour) => (
          <SelectField
            key={colour}
            name={colour}
            label={`${t(`chronic-care.colour.${colour}`)} →`}
            value={draft.colours[colour]}
            onChange={(next) => change({ colours: { ...draft.colours, [colour]: next as NetworkLevel } })}
            choices={levels}
          />
        ))}
      </div>
      {failure !== undefined && <Failure error={failure} />}
      <div className={styles['row']}>
        <Button type="submit" kind="primary" busy={busy}>
          {t('chronic-care.saveNetwork')}
        </Button>
        <Button kind="quiet" onClick={onDone}>
          {t('chronic-care.cancel')}
        </Button>
      </div>
    </form>
  );
}
