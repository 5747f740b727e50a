// Above every page of a person: whoever has a chronic disease that nobody looks after is offered enrolment at this very contact.
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link, useParams } from 'react-router';
import { Button } from '#platform/ui/actions/button.tsx';
import { useAnnounce } from '#platform/ui/actions/undo.tsx';
import { useApi } from '#platform/ui/api/api-context.ts';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { useMay } from '#platform/ui/portal/session.ts';
import { Failure } from '#platform/ui/states/states.tsx';
import { chronicRoutes, permissions } from '../../contract.ts';
import type { Disease } from '../../rules/disease.ts';
import { chronicKey, useChange } from '../use-chronic.ts';
import styles from '../chronic.module.css';

export function OfferBar() {
  const { personId = '' } = useParams();
  const mayWrite = useMay(permissions.write);
  return mayWrite ? <Offers key={personId} personId={personId} /> : null;
}

function Offers({ personId }: { personId: string }) {
  const { t } = useWords();
  const api = useApi();
  const announce = useAnnounce();
  const { run, busy, failure } = useChange();
  const [later, setLater] = useState(false);
  // Where the reader may not see the person, the page below says so.
  const { data } = useQuery({
    queryKey: [...chronicKey, 'person', personId],
    retry: false,
    queryFn: ({ signal }) => api.call(chronicRoutes.person, { params: { personId }, signal }),
  });
  if (!data || data.offers.length === 0 || later) return null;
  const enrol = async (offered: readonly Disease[]) => {
    const done = await run(async () => {
      for (const disease of offered)
        await api.call(chronicRoutes.enrol, { params: { personId, disease }, body: { decision: 'enrol' } });
    });
    if (done) announce(t('chronic-care.done.enrol'));
  };
  return (
    <aside className={`${styles['notice']} no-print`} aria-label={t('chronic-care.offer')}>
      <div className={styles['row']}>
        <span>
          ◆{' '}
          {t('chronic-care.offerText', {
            diseases: data.offers.map((disease) => t(`chronic-care.disease.${disease}`)).join('、'),
          })}
        </span>
        <Button kind="primary" icon="check" busy={busy} onClick={() => void enrol(data.offers)}>
          {t('chronic-care.enrol')}
        </Button>
        <Link to={`/people/${personId}/chronic`}>{t('chronic-care.offerDetails')}</Link>
        <Button kind="quiet" onClick={() => setLater(true)}>
          {t('chronic-care.offerLater')}
        </Button>
      </div>
      {failure !== undefined && <Failure error={failure} />}
    </aside>
  );
}
