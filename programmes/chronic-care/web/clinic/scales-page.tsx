// 量表 of a person: what was filled in with its result, one sheet to print, and a new one that is filled in and signed.
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link, useParams } from 'react-router';
import { Button } from '#platform/ui/actions/button.tsx';
import { useAnnounce } from '#platform/ui/actions/undo.tsx';
import { useApi } from '#platform/ui/api/api-context.ts';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { useMay } from '#platform/ui/portal/session.ts';
import { QueryView } from '#platform/ui/states/query-view.tsx';
import { Empty, Skeleton } from '#platform/ui/states/states.tsx';
import type { Instrument } from '#foundation/knowledge/rules/instrument.ts';
import { useLocalText } from '#foundation/knowledge/web/form/use-local-text.ts';
import { PersonHeader } from '#foundation/record/web/person-header.tsx';
import { scalePermissions, scaleRoutes, type FilledScale, type ScalesReply } from '../../scales-contract.ts';
import { chronicKey, useFilters } from '../use-chronic.ts';
import { FillScale } from './fill-scale.tsx';
import { ScaleResult, ScaleSheet } from './scale-sheet.tsx';
import styles from '../chronic.module.css';

export function ScalesPage() {
  const { t } = useWords();
  const api = useApi();
  const { personId = '' } = useParams();
  const { get, set } = useFilters();
  const scales = useQuery({
    queryKey: [...chronicKey, 'scales', personId],
    queryFn: ({ signal }) => api.call(scaleRoutes.read, { params: { personId }, signal }),
    staleTime: 0,
  });
  return (
    <div className={styles['stack']}>
      <title>{t('chronic-care.scales')}</title>
      <PersonHeader personId={personId} />
      <QueryView query={scales} skeleton={<Skeleton lines={8} />}>
        {(data) => {
          const opened = data.filled.find(({ scaleId }) => scaleId === get('sheet'));
          return opened ? (
            <ScaleSheet personId={personId} filled={opened} onBack={() => set('sheet', '')} />
          ) : (
            <Scales personId={personId} data={data} onOpen={(scaleId) => set('sheet', scaleId)} />
          );
        }}
      </QueryView>
    </div>
  );
}

function Scales({
  personId,
  data,
  onOpen,
}: {
  personId: string;
  data: ScalesReply;
  onOpen: (scaleId: string) => void;
}) {
  const { t } = useWords();
  const text = useLocalText();
  const announce = useAnnounce();
  const maySign = useMay(scalePermissions.write);
  const [filling, setFilling] = useState<Instrument>();
  if (filling)
    return (
      <FillScale
        key={filling.id}
        personId={personId}
        instrument={filling}
        known={data.known}
        onLeave={() => setFilling(undefined)}
        onSigned={() => {
          setFilling(undefined);
          announce(t('chronic-care.scaleSigned'));
        }}
      />
    );
  return (
    <>
      {maySign && (
        <section className={styles['card']} aria-label={t('chronic-care.scaleChoose')}>
          <h2>{t('chronic-care.scaleChoose')}</h2>
          <ul className={styles['lines']}>
            {data.scales.map((one) => (
              <li key={one.id}>
                <Button onClick={() => setFilling(one)}>{t('chronic-care.scaleFill')}</Button>
                <strong>{text(one.title)}</strong>
                <span className="quiet">{text(one.purpose)}</span>
              </li>
            ))}
          </ul>
          <p className="quiet">
            {t('chronic-care.scaleElsewhere')}{' '}
            <Link to={`/people/${personId}/self-care`}>{t('chronic-care.scaleSelfCare')}</Link>
          </p>
        </section>
      )}
      <section className={styles['card']} aria-label={t('chronic-care.scaleFilled')}>
        <h2>{t('chronic-care.scaleFilled')}</h2>
        {data.filled.length === 0 ? (
          <Empty title={t('chronic-care.scaleNone')} icon="record">
            {t('chronic-care.scaleNoneText')}
          </Empty>
        ) : (
          <ul className={styles['lines']}>
            {data.filled.map((one) => (
              <FilledLine key={one.scaleId} filled={one} onOpen={() => onOpen(one.scaleId)} />
            ))}
          </ul>
        )}
      </section>
    </>
  );
}

function FilledLine({ filled, onOpen }: { filled: FilledScale; onOpen: () => void }) {
  const { t, instant } = useWords();
  const text = useLocalText();
  return (
    <li>
      <strong>{text(filled.instrument.title)}</strong>
      <ScaleResult result={filled.result} />
      <span className="quiet">{t('chronic-care.scaleBy', { at: instant(filled.at), name: filled.signedBy })}</span>
      <Button kind="quiet" onClick={onOpen}>
        {t('chronic-care.scaleOpen')}
      </Button>
    </li>
  );
}
