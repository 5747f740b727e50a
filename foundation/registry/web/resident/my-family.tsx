// The resident's family: who may act for me, whom I let, and how it ends.
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'react-router';
import { Button, buttonClass } from '#platform/ui/actions/button.tsx';
import { useApi } from '#platform/ui/api/api-context.ts';
import { isFailure } from '#platform/ui/api/failure.ts';
import { Card } from '#platform/ui/elder/tile.tsx';
import { ReadAloud } from '#platform/ui/elder/read-aloud.tsx';
import { ChoiceField } from '#platform/ui/form/fields.tsx';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { useMe } from '#platform/ui/portal/session.ts';
import { registryRoutes, type PersonSummary } from '../../contract.ts';
import { proxyFieldId, ProxyForm } from '../proxy-form.tsx';
import { ProxyList } from '../proxy-list.tsx';
import { usePersonInView } from './person-in-view.tsx';

export function MyFamily() {
  const { t } = useWords();
  const { people } = usePersonInView();
  const own = people.find((one) => one.as === 'self')?.person;
  return (
    <>
      <title>{t('registry.myFamily')}</title>
      <h1>{t('registry.myFamily')}</h1>
      <p>{t('registry.myFamilyText')}</p>
      <ReadAloud text={t('registry.myFamilyText')} />
      {own && (
        <Card title={t('registry.mayActForMe')}>
          <ProxyList personId={own.personId} mayEnd />
        </Card>
      )}
      {own && <Grant own={own} />}
      <Link to="/settings" className={buttonClass('quiet')}>
        {t('registry.back')}
      </Link>
    </>
  );
}

function Grant({ own }: { own: PersonSummary }) {
  const { t } = useWords();
  const me = useMe();
  const [adding, setAdding] = useState(false);
  const [chosen, setChosen] = useState<string>();
  const relatives = useRelatives(own.personId);
  const relative = relatives.find((one) => one.personId === chosen);
  if (me.personId !== own.personId) return null;
  if (relatives.length === 0) return <Card title={t('registry.proxyAdd')}>{t('registry.proxyAtClinic')}</Card>;
  if (!adding) {
    return (
      <Card title={t('registry.proxyAdd')}>
        <p>{t('registry.proxyAtClinic')}</p>
        <div>
          <Button icon="plus" onClick={() => setAdding(true)}>
            {t('registry.proxyAddFamily')}
          </Button>
        </div>
      </Card>
    );
  }
  return (
    <Card title={t('registry.proxyAdd')}>
      <ProxyForm
        personId={own.personId}
        proxy={relative}
        onDone={() => {
          setAdding(false);
          setChosen(undefined);
        }}
        renderWho={(error) => (
          <div id={proxyFieldId('proxyPersonId')} tabIndex={-1}>
            <ChoiceField
              name="relative"
              label={t('registry.proxyWho')}
              value={chosen}
              onChange={setChosen}
              choices={relatives.map((one) => ({ value: one.personId, label: one.name }))}
              error={error}
            />
          </div>
        )}
      />
    </Card>
  );
}

/** Family members whom the reader may see already: the household, and those for whom the reader acts. */
function useRelatives(personId: string): readonly PersonSummary[] {
  const api = useApi();
  const { people } = usePersonInView();
  const household = useQuery({
    queryKey: ['household', personId],
    queryFn: async ({ signal }) => {
      try {
        return (await api.call(registryRoutes.readHousehold, { params: { personId }, signal })).members;
      } catch (error) {
        if (isFailure(error, 'not-found', 'forbidden')) return [];
        throw error;
      }
    },
  });
  const known = [...(household.data ?? []), ...people.map((one) => one.person)];
  return known.filter(
    (one, at) =>
      one.personId !== personId &&
      one.status === 'active' &&
      known.findIndex((other) => other.personId === one.personId) === at,
  );
}
