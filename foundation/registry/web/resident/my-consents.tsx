// 机构查看授权: which organisations outside of my care may see my record or treat me, until when, and the way to take it back.
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'react-router';
import { Button, buttonClass } from '#platform/ui/actions/button.tsx';
import { Confirm } from '#platform/ui/actions/confirm.tsx';
import { useAnnounce } from '#platform/ui/actions/undo.tsx';
import { useApi } from '#platform/ui/api/api-context.ts';
import { Card } from '#platform/ui/elder/tile.tsx';
import { ReadAloud } from '#platform/ui/elder/read-aloud.tsx';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { QueryView } from '#platform/ui/states/query-view.tsx';
import { Failure } from '#platform/ui/states/states.tsx';
import { consentRoutes, type RecordConsent } from '../../consent-contract.ts';
import styles from '../registry.module.css';
import { ConsentForm } from './consent-form.tsx';
import { usePersonInView } from './person-in-view.tsx';

const consentsKey = (personId: string) => ['consents', personId] as const;

export function MyConsents() {
  const { t } = useWords();
  const { person } = usePersonInView();
  const { personId } = person.person;
  const [adding, setAdding] = useState(false);
  const may = person.scope.includes('consent');
  return (
    <>
      <title>{t('registry.consents')}</title>
      <h1>{t('registry.consents')}</h1>
      <p>{t('registry.consentsText')}</p>
      <ReadAloud text={t('registry.consentsText')} />
      <Card title={t('registry.consentsStanding')}>
        <Standing personId={personId} mayEnd={may} />
      </Card>
      {may && (
        <Card title={t('registry.consentAdd')}>
          {adding ? (
            <ConsentForm personId={personId} onDone={() => setAdding(false)} />
          ) : (
            <div>
              <Button icon="plus" onClick={() => setAdding(true)}>
                {t('registry.consentAdd')}
              </Button>
            </div>
          )}
        </Card>
      )}
      <Link to="/settings" className={buttonClass('quiet')}>
        {t('registry.back')}
      </Link>
    </>
  );
}

function Standing({ personId, mayEnd }: { personId: string; mayEnd: boolean }) {
  const { t, date } = useWords();
  const api = useApi();
  const announce = useAnnounce();
  const queries = useQueryClient();
  const consents = useQuery({
    queryKey: consentsKey(personId),
    queryFn: ({ signal }) => api.call(consentRoutes.list, { params: { personId }, signal }),
  });
  const [ending, setEnding] = useState<RecordConsent>();
  const [failure, setFailure] = useState<unknown>();
  const [busy, setBusy] = useState(false);
  const end = async ({ consentId, organisationName }: RecordConsent) => {
    setBusy(true);
    try {
      await api.call(consentRoutes.end, { params: { personId, consentId } });
      announce(t('registry.consentEnded', { name: organisationName }));
      setFailure(undefined);
      await queries.invalidateQueries({ queryKey: consentsKey(personId) });
    } catch (error) {
      setFailure(error);
    }
    setEnding(undefined);
    setBusy(false);
  };
  return (
    <QueryView query={consents}>
      {({ consents: rows }) => (
        <>
          {failure !== undefined && <Failure error={failure} />}
          {rows.length === 0 && <p className="quiet">{t('registry.consentsNone')}</p>}
          {rows.length > 0 && (
            <ul className={styles['members']}>
              {rows.map((one) => (
                <li key={one.consentId} className={styles['member']}>
                  <span className={styles['words']}>
                    <strong>{one.organisationName}</strong>
                    <span>
                      {t(`registry.consentScope.${one.scope}`)} · {t(`registry.consentPurpose.${one.purpose}`)}
                    </span>
                    <span className="quiet">
                      {t('registry.proxySpan', { from: date(one.fromOn), to: date(one.toOn) })}
                    </span>
                  </span>
                  {mayEnd && (
                    <Button
                      kind="danger"
                      aria-label={t('registry.consentEndOf', { name: one.organisationName })}
                      onClick={() => setEnding(one)}
                    >
                      {t('registry.consentEnd')}
                    </Button>
                  )}
                </li>
              ))}
            </ul>
          )}
          <Confirm
            open={ending !== undefined}
            title={t('registry.consentEndOf', { name: ending?.organisationName ?? '' })}
            verb={t('registry.consentEnd')}
            busy={busy}
            onClose={() => setEnding(undefined)}
            onConfirm={() => ending && void end(ending)}
          >
            {t('registry.consentEndText')}
          </Confirm>
        </>
      )}
    </QueryView>
  );
}
