// The television: what is to be known stands there in letters that are read across a room, until somebody has seen it.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useApi } from '#platform/ui/api/api-context.ts';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { useLiveRefresh } from '#platform/ui/live/use-live.ts';
import { useMe } from '#platform/ui/portal/session.ts';
import { QueryView } from '#platform/ui/states/query-view.tsx';
import { Failure } from '#platform/ui/states/states.tsx';
import { inboxTopic, markBannerSeen, readBanners } from '../../contract.ts';
import styles from './tv.module.css';

const bannersKey = ['banners'] as const;
/** Where a television's browser keeps no stream open. */
const lookEverySeconds = 60;

export function TvPage() {
  const { t, instant } = useWords();
  const api = useApi();
  const queries = useQueryClient();
  const { accountId, personId } = useMe() as { accountId: string; personId?: string };
  useLiveRefresh(`${inboxTopic}/${personId ?? accountId}`, bannersKey);
  const query = useQuery({
    queryKey: bannersKey,
    queryFn: ({ signal }) => api.call(readBanners, { signal }),
    refetchInterval: lookEverySeconds * 1_000,
  });
  const seen = useMutation({
    mutationFn: (deliveryId: string) => api.call(markBannerSeen, { params: { deliveryId } }),
    onSuccess: (reply) => queries.setQueryData(bannersKey, reply),
  });
  return (
    <div className={styles['screen']}>
      <title>{t('messaging.tv')}</title>
      <QueryView query={query}>
        {({ banners: [banner] }) =>
          banner ? (
            <section className={styles['banner']} aria-live="polite">
              <h1>{banner.title}</h1>
              <p>{banner.text}</p>
              <p className="quiet">{instant(banner.at)}</p>
              <button
                type="button"
                className={styles['seen']}
                disabled={seen.isPending}
                onClick={() => seen.mutate(banner.deliveryId)}
              >
                {t('messaging.seen')}
              </button>
            </section>
          ) : (
            <section className={styles['banner']}>
              <h1>{t('messaging.tvNothing')}</h1>
              <p>{t('messaging.tvNothingText')}</p>
            </section>
          )
        }
      </QueryView>
      {seen.error && <Failure error={seen.error} />}
    </div>
  );
}
