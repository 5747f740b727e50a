// The road network in use: where it comes from, how large it is, and how to load another.
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { useMe } from '#platform/ui/portal/session.ts';
import { Empty } from '#platform/ui/states/states.tsx';
import type { RoadNetworkState, RoadsReply } from '../../contract.ts';
import { LoadRoadsForm } from './load-roads-form.tsx';
import styles from './roads.module.css';

const mayLoad = 'geo.roads.load';

export function NetworkCard({ reply, network }: { reply: RoadsReply; network: RoadNetworkState | undefined }) {
  const { t, instant, count } = useWords();
  const { permissions } = useMe();
  const [latest] = reply.networks;
  return (
    <section className={styles['card']} aria-label={t('geo.network.title')}>
      <h2>{t('geo.network.title')}</h2>
      {!network && (
        <Empty title={t('geo.network.none')} icon="map">
          {t('geo.network.noneText')}
        </Empty>
      )}
      {network && (
        <dl className={styles['facts']}>
          <Fact name={t('geo.network.label')}>{network.label}</Fact>
          <Fact name={t('geo.network.source')}>{network.source}</Fact>
          <Fact name={t('geo.network.licence')}>{network.licence}</Fact>
          <Fact name={t('geo.network.size')}>
            {t('geo.network.sizeText', {
              kilometres: count((network.metres ?? 0) / 1000),
              roads: count(network.roads ?? 0),
              junctions: count(network.junctions ?? 0),
              turnBans: count(network.turnBans ?? 0),
            })}
          </Fact>
          <Fact name={t('geo.network.readyAt')}>{network.readyAt ? instant(network.readyAt) : ''}</Fact>
          <Fact name={t('geo.network.version')}>{network.version.slice(0, 12)}</Fact>
        </dl>
      )}
      {latest?.state === 'waiting' && (
        <p role="status" className={styles['row']}>
          {t('geo.network.building', { label: latest.label })}
          <progress aria-label={t('geo.network.progress')} />
        </p>
      )}
      {latest?.state === 'failed' && (
        <p role="status" className={styles['fault']}>
          <span aria-hidden="true">▲ </span>
          {t('geo.network.failed', { label: latest.label })}
        </p>
      )}
      {permissions.includes(mayLoad) && <LoadRoadsForm />}
    </section>
  );
}

function Fact({ name, children }: { name: string; children: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
