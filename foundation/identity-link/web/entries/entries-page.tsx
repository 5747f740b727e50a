// The ten entries in one column, for the web-view of a mini-program and the workbench of a messenger: each signs in and opens its page.
import { useQuery } from '@tanstack/react-query';
import { useApi } from '#platform/ui/api/api-context.ts';
import { tileClass, TileContent } from '#platform/ui/elder/tile.tsx';
import { Brand } from '#platform/ui/frame/brand.tsx';
import { LanguageSwitch } from '#platform/ui/frame/language-switch.tsx';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import type { IconName } from '#platform/ui/icons/icon.tsx';
import { SimulatedBadge } from '#platform/ui/states/badges.tsx';
import { Failure, Skeleton } from '#platform/ui/states/states.tsx';
import { openDoors, providerNames } from '../../contract.ts';
import { entries } from '../../rules/entries.ts';
import styles from './entries.module.css';

const icons: Record<string, IconName> = {
  'family-doctor': 'person',
  'ask-doctor': 'phone',
  'roving-visits': 'visit',
  record: 'record',
  orders: 'referral',
  'home-care': 'home',
  'cloud-referral': 'next',
  'cloud-admission': 'plan',
  notices: 'bell',
  'who-looked': 'eye',
};
const known = ['linked-already', 'linked-elsewhere'];

export function EntriesPage() {
  const { t } = useWords();
  const api = useApi();
  const query = new URLSearchParams(location.search);
  const problem = known.find((one) => one === query.get('problem'));
  const list = useQuery({ queryKey: ['doors'], queryFn: ({ signal }) => api.call(openDoors, { signal }) });
  const doors = list.data?.providers ?? [];
  const asked = query.get('provider');
  const door = asked ? doors.find(({ provider }) => provider === asked) : doors[0];
  const title = providerNames.find((one) => one === asked) ?? door?.provider;
  return (
    <div className={styles['page']}>
      <title>{t('identityLink.entries')}</title>
      <header className={styles['head']}>
        <Brand portal={t('identityLink.entries')} />
        <LanguageSwitch />
      </header>
      <main className={styles['entries']}>
        {problem && (
          <p role="alert">
            <span aria-hidden="true">▲ </span>
            {t(`identityLink.problem.${problem}`)}
          </p>
        )}
        <h1>
          {title ? t(`identityLink.provider.${title}`) : t('identityLink.entries')}{' '}
          {door?.simulated && <SimulatedBadge />}
        </h1>
        {list.data && asked && !door && <p role="status">{t('identityLink.notOpen')}</p>}
        <p className="quiet">{t('identityLink.entriesText')}</p>
        {list.error && <Failure error={list.error} onRetry={() => void list.refetch()} />}
        {list.isPending && <Skeleton lines={10} />}
        <ul className={styles['entries']}>
          {list.data &&
            entries.map(({ key, path }) => (
              <li key={key}>
                {/* Without a door the page itself asks to sign in. */}
                <a className={tileClass} href={door ? `/door/${door.provider}/${key}` : path}>
                  <TileContent icon={icons[key] ?? 'other'} title={t(`identityLink.entry.${key}`)} />
                </a>
              </li>
            ))}
        </ul>
      </main>
    </div>
  );
}
