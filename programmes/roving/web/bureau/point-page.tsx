// One service point: what is registered, its photo and sign; and the form that changes it or makes a new one.
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Link, useNavigate, useParams } from 'react-router';
import { servicePointRoutes, type ServicePointDetail } from '#foundation/registry/service-point-contract.ts';
import { buttonClass } from '#platform/ui/actions/button.tsx';
import { useApi } from '#platform/ui/api/api-context.ts';
import { PageHead } from '#platform/ui/frame/staff-frame.tsx';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { useMay } from '#platform/ui/portal/session.ts';
import { SimulatedBadge } from '#platform/ui/states/badges.tsx';
import { LevelTag } from '#platform/ui/states/level.tsx';
import { QueryView } from '#platform/ui/states/query-view.tsx';
import { Skeleton } from '#platform/ui/states/states.tsx';
import { PointForm } from './point-form.tsx';
import { PointPhoto } from './point-photo.tsx';
import { PointSign } from './point-sign.tsx';
import styles from './roving.module.css';

export function NewPointPage() {
  const { t } = useWords();
  const go = useNavigate();
  return (
    <>
      <PageHead title={t('roving.addPoint')} />
      <div className={styles['card']}>
        <PointForm point={undefined} onSaved={(point) => void go(`/points/${point.servicePointId}`)} />
      </div>
    </>
  );
}

export function PointPage() {
  const { t } = useWords();
  const api = useApi();
  const { servicePointId = '' } = useParams();
  const point = useQuery({
    queryKey: ['point', servicePointId],
    queryFn: ({ signal }) => api.call(servicePointRoutes.readServicePoint, { params: { servicePointId }, signal }),
  });
  return (
    <QueryView query={point} skeleton={<Skeleton lines={12} />}>
      {(data) => (
        <>
          <PageHead title={data.name} badges={data.simulated && <SimulatedBadge />}>
            <Link className={buttonClass('quiet')} to="/points">
              {t('roving.allPoints')}
            </Link>
          </PageHead>
          <Point key={data.version} point={data} />
        </>
      )}
    </QueryView>
  );
}

function Point({ point }: { point: ServicePointDetail }) {
  const { t } = useWords();
  const queries = useQueryClient();
  const mayWrite = useMay('registry.service-point.write');
  const [editing, setEditing] = useState(false);
  const keep = (after: ServicePointDetail) => {
    queries.setQueryData(['point', after.servicePointId], after);
    void queries.invalidateQueries({ queryKey: ['points'] });
    setEditing(false);
  };
  const facts: [string, string | undefined][] = [
    ['kind', t(`roving.pointKind.${point.kind}`)],
    ['village', `${point.townshipName} ${point.villageName}`],
    ['address', point.address],
    ['position', point.position && `${point.position.lon}, ${point.position.lat}（WGS-84）`],
    ['power', t(point.hasPower ? 'roving.yes' : 'roving.no')],
    ['network', t(`roving.pointNetwork.${point.network}`)],
    ['standards', point.standards.map((one) => t(`roving.pointStandard.${one}`)).join(t('ui.comma'))],
    ['keeper', [point.keeperName, point.keeperPhone].filter(Boolean).join(' ')],
    ['note', point.note],
    ['closed', point.closedOn],
  ];
  return (
    <div className={styles['cards']}>
      <section className={styles['card']} aria-label={t('roving.pointFacts')}>
        <p className={styles['row']}>
          {point.lacks.length === 0 ? (
            <LevelTag level="green">{t('roving.pointReady')}</LevelTag>
          ) : (
            <LevelTag level="amber">
              {t('roving.pointLacks', {
                lacks: point.lacks.map((one) => t(`roving.pointLack.${one}`)).join(t('ui.comma')),
              })}
            </LevelTag>
          )}
        </p>
        {editing ? (
          <PointForm point={point} onSaved={keep} onLeave={() => setEditing(false)} />
        ) : (
          <>
            <dl className={styles['facts']}>
              {facts.map(([name, value]) => (
                <div key={name} style={{ display: 'contents' }}>
                  <dt>{t(`roving.pointFact.${name}`)}</dt>
                  <dd>{value || '—'}</dd>
                </div>
              ))}
            </dl>
            {mayWrite && (
              <button type="button" className={buttonClass('primary')} onClick={() => setEditing(true)}>
                {t('roving.changePoint')}
              </button>
            )}
          </>
        )}
      </section>
      <section className={styles['card']} aria-label={t('roving.photo')}>
        <h2>{t('roving.photo')}</h2>
        <PointPhoto point={point} onSaved={keep} />
      </section>
      <section className={styles['card']} aria-label={t('roving.sign')}>
        <h2>{t('roving.sign')}</h2>
        <PointSign point={point} />
        <p className="quiet">{t('roving.signText')}</p>
      </section>
    </div>
  );
}
