// The family of a person at the desk: who lives in the household, and who may act for the person.
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link, useParams } from 'react-router';
import { Button } from '#platform/ui/actions/button.tsx';
import { useApi } from '#platform/ui/api/api-context.ts';
import { isFailure } from '#platform/ui/api/failure.ts';
import { PageHead } from '#platform/ui/frame/staff-frame.tsx';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { useMay } from '#platform/ui/portal/session.ts';
import { QueryView } from '#platform/ui/states/query-view.tsx';
import { Empty } from '#platform/ui/states/states.tsx';
import { registryRoutes, type Household } from '../../contract.ts';
import type { Picked } from '../picker.tsx';
import { Picker } from '../picker.tsx';
import { proxyFieldId, ProxyForm } from '../proxy-form.tsx';
import { ProxyList } from '../proxy-list.tsx';
import { mayGrantProxies, mayReadProxies } from '../registry-permissions.ts';
import styles from '../registry.module.css';
import { usePersonFacts } from './edit-person.tsx';
import { usePeopleSearch } from './person-fields.tsx';

export function FamilyPage() {
  const { t } = useWords();
  const { personId = '' } = useParams();
  const person = usePersonFacts(personId);
  const seesProxies = useMay(mayReadProxies);
  return (
    <QueryView query={person}>
      {({ name }) => (
        <>
          <PageHead title={t('registry.familyOf', { name })} />
          <HouseholdPart personId={personId} />
          {seesProxies && <ProxyPart key={personId} personId={personId} name={name} />}
        </>
      )}
    </QueryView>
  );
}

function HouseholdPart({ personId }: { personId: string }) {
  const { t } = useWords();
  const api = useApi();
  const household = useQuery({
    queryKey: ['household', personId],
    queryFn: async ({ signal }): Promise<Household | null> => {
      try {
        return await api.call(registryRoutes.readHousehold, { params: { personId }, signal });
      } catch (error) {
        // Nobody has entered a household: that is a state, not a failure.
        if (isFailure(error, 'not-found') && error.code === 'registry/no-household') return null;
        throw error;
      }
    },
  });
  return (
    <section className={styles['section']} aria-labelledby="household">
      <h2 id="household">{t('registry.household')}</h2>
      <QueryView query={household}>
        {(found) =>
          found && found.members.length > 0 ? (
            <Members household={found} personId={personId} />
          ) : (
            <Empty title={t('registry.noHousehold')} icon="home">
              {t('registry.noHouseholdText')}
            </Empty>
          )
        }
      </QueryView>
    </section>
  );
}

function Members({ household, personId }: { household: Household; personId: string }) {
  const { t, age } = useWords();
  const place = [household.villageName, household.address].filter(Boolean).join(' · ');
  return (
    <>
      <p className="quiet">{place || t('registry.noAddress')}</p>
      <ul className={styles['members']}>
        {household.members.map((one) => (
          <li key={one.personId} className={styles['member']}>
            <span>
              {one.personId === personId ? (
                <strong>{one.name}</strong>
              ) : (
                <Link to={`/people/${one.personId}`}>{one.name}</Link>
              )}{' '}
              <span className="quiet">
                {[
                  t(`registry.relation.${one.relation}`),
                  t(`ui.sex.${one.sex}`),
                  one.birthOn && age(one.birthOn),
                  one.status !== 'active' && t(`registry.status.${one.status}`),
                ]
                  .filter(Boolean)
                  .join(' · ')}
              </span>
            </span>
            <span className="quiet">{one.phone}</span>
          </li>
        ))}
      </ul>
      <p className="quiet">{t('registry.householdSeen')}</p>
    </>
  );
}

function ProxyPart({ personId, name }: { personId: string; name: string }) {
  const { t } = useWords();
  const grants = useMay(mayGrantProxies);
  const findPeople = usePeopleSearch();
  const [adding, setAdding] = useState(false);
  const [proxy, setProxy] = useState<Picked>();
  const close = () => {
    setAdding(false);
    setProxy(undefined);
  };
  return (
    <section className={styles['section']} aria-labelledby="proxies">
      <h2 id="proxies">{t('registry.proxies')}</h2>
      <p className="quiet">{t('registry.proxiesText', { name })}</p>
      <ProxyList personId={personId} mayEnd={grants} />
      {grants && !adding && (
        <Button icon="plus" onClick={() => setAdding(true)}>
          {t('registry.proxyAdd')}
        </Button>
      )}
      {adding && (
        <ProxyForm
          personId={personId}
          proxy={proxy && { personId: proxy.id, name: proxy.name }}
          onDone={close}
          renderWho={(error) => (
            <Picker
              id={proxyFieldId('proxyPersonId')}
              name="proxy"
              label={t('registry.proxyWho')}
              hint={t('registry.proxyWhoHint')}
              searchKey="proxy"
              find={async (text, signal) => (await findPeople(text, signal)).filter((one) => one.id !== personId)}
              value={proxy}
              onChange={setProxy}
              error={error}
            />
          )}
        />
      )}
    </section>
  );
}
