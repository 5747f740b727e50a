// The question itself: the app, what it wants line by line, for whom, for how long; yes or no.
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { registryRoutes } from '#foundation/registry/contract.ts';
import { signOut, type Me } from '#platform/access-contract.ts';
import { declineConsent, giveConsent, type ConsentAsked } from '#platform/apps-contract.ts';
import { Button } from '#platform/ui/actions/button.tsx';
import { useApi } from '#platform/ui/api/api-context.ts';
import { Card } from '#platform/ui/elder/tile.tsx';
import { ChoiceField } from '#platform/ui/form/fields.tsx';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { Failure, Skeleton } from '#platform/ui/states/states.tsx';
import { useScopeLines } from '../scope-lines.ts';
import styles from './consent.module.css';

interface Props {
  uid: string;
  asked: ConsentAsked;
  me: Me;
  onOther: () => void;
}

export function Question({ uid, asked, me, onOther }: Props) {
  const { t } = useWords();
  const api = useApi();
  const lines = useScopeLines(asked.scopes);
  const [personId, setPersonId] = useState(me.personId);
  const [busy, setBusy] = useState<'yes' | 'no'>();
  const [failure, setFailure] = useState<unknown>();
  const days = Math.round(asked.validSeconds / 86_400);
  const answer = async (yes: boolean) => {
    setBusy(yes ? 'yes' : 'no');
    setFailure(undefined);
    try {
      const body = asked.needsPerson && personId ? { personId } : {};
      const { next } = await (yes
        ? api.call(giveConsent, { params: { uid }, body })
        : api.call(declineConsent, { params: { uid } }));
      location.replace(next);
    } catch (error) {
      setFailure(error);
      setBusy(undefined);
    }
  };
  const other = async () => {
    await api.call(signOut).catch(() => undefined);
    onOther();
  };
  return (
    <>
      <h1>{t('consent.question', { app: asked.app.name })}</h1>
      <p className="quiet">{t('consent.contact', { contact: asked.app.contact })}</p>
      <Card title={t('consent.what')}>
        <ul className={styles['lines']}>
          {lines.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      </Card>
      {asked.needsPerson && <ForWhom chosen={personId} onChoose={setPersonId} />}
      <p>{days >= 1 ? t('consent.forDays', { count: days }) : t('consent.forOneHour')}</p>
      <p className="quiet">{t('consent.takeBack')}</p>
      {failure !== undefined && <Failure error={failure} />}
      <div className={styles['answers']}>
        <Button kind="primary" wide busy={busy === 'yes'} disabled={busy === 'no'} onClick={() => void answer(true)}>
          {t('consent.yes')}
        </Button>
        <Button wide busy={busy === 'no'} disabled={busy === 'yes'} onClick={() => void answer(false)}>
          {t('consent.no')}
        </Button>
      </div>
      <p className={styles['who']}>
        <span>{t('consent.signedInAs', { name: me.displayName })}</span>
        <Button kind="quiet" onClick={() => void other()}>
          {t('door.otherAccount')}
        </Button>
      </p>
    </>
  );
}

/** Residents choose between themselves and those for whom they may act and see the record. */
function ForWhom({ chosen, onChoose }: { chosen: string | undefined; onChoose: (personId: string) => void }) {
  const { t } = useWords();
  const api = useApi();
  const people = useQuery({
    queryKey: ['my-people'],
    queryFn: ({ signal }) => api.call(registryRoutes.myPeople, { signal }),
  });
  if (people.error) return <Failure error={people.error} onRetry={() => void people.refetch()} />;
  if (!people.data) return <Skeleton lines={2} />;
  const choices = people.data.people
    .filter((one) => one.as === 'self' || one.scope.includes('view-record'))
    .map(({ person, as }) => ({
      value: person.personId,
      label: as === 'self' ? t('consent.myself', { name: person.name }) : person.name,
    }));
  return (
    <Card>
      <ChoiceField name="person" label={t('consent.whose')} value={chosen} onChange={onChoose} choices={choices} />
    </Card>
  );
}
