// Starts a portal: texts, type, client, live data, who is signed in; then shows its pages.
import { QueryClient, QueryClientProvider, useQuery } from '@tanstack/react-query';
import { StrictMode, useMemo, type ReactNode } from 'react';
import { createRoot } from 'react-dom/client';
import { livePath, me as meRoute } from '#platform/access-contract.ts';
import { UndoProvider } from '../actions/undo.tsx';
import { ApiContext, useApi } from '../api/api-context.ts';
import { createApi } from '../api/call.ts';
import { isFailure } from '../api/failure.ts';
import { Reachability } from '../frame/reachability.tsx';
import { reachable } from '../frame/reachable.ts';
import { currentLanguage, startMessages, type PortalMessages } from '../i18n/i18n.ts';
import { createLive } from '../live/live-client.ts';
import { LiveContext } from '../live/use-live.ts';
import { Failure, Skeleton } from '../states/states.tsx';
import { setDensity, type Density } from '../theme/density.ts';
import { loadWebFont } from '../theme/web-font.ts';
import { doorAddress, SessionContext } from './session.ts';
import '../theme/tokens.css';
import '../theme/base.css';
import '../theme/print.css';

export interface PortalOptions {
  portal: string;
  messages: PortalMessages;
  density: Density;
  /** `none`: the door, where nobody is signed in yet. */
  session: 'needed' | 'none';
  children: ReactNode;
}

const retrySeconds = 5;

export async function startPortal({ portal, messages, density, session, children }: PortalOptions): Promise<void> {
  setDensity(density);
  const host = document.getElementById('portal');
  if (!host) throw new Error('The page has no element #portal.');
  await startMessages(messages);
  void loadWebFont();
  let leaving = false;
  const api = createApi({
    portal,
    language: currentLanguage,
    onReachable: reachable.set,
    onUnauthenticated: () => {
      if (leaving || session === 'none') return;
      leaving = true;
      location.assign(doorAddress(portal, location.pathname + location.search));
    },
  });
  const queries = new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 15_000,
        // The client repeats by itself after a break; what the server refuses stays refused.
        retry: false,
        refetchOnWindowFocus: true,
      },
    },
  });
  setInterval(() => {
    // What the notice promises: as long as the server is away, what failed is asked again.
    if (!reachable.get())
      void queries.refetchQueries({ type: 'active', predicate: (query) => query.state.error !== null });
  }, retrySeconds * 1000);
  const live = createLive({
    portal,
    address: livePath,
    makeWorker: (name) =>
      new SharedWorker(new URL('../live/live-worker.ts', import.meta.url), { type: 'module', name }),
  });
  createRoot(host).render(
    <StrictMode>
      <ApiContext value={api}>
        <LiveContext value={live}>
          <QueryClientProvider client={queries}>
            <UndoProvider>
              <Reachability />
              {session === 'needed' ? <SignedIn portal={portal}>{children}</SignedIn> : children}
            </UndoProvider>
          </QueryClientProvider>
        </LiveContext>
      </ApiContext>
    </StrictMode>,
  );
}

function SignedIn({ portal, children }: { portal: string; children: ReactNode }) {
  const api = useApi();
  const query = useQuery({
    queryKey: ['me'],
    queryFn: ({ signal }) => api.call(meRoute, { query: { portal }, signal }),
    staleTime: 5 * 60_000,
  });
  const me = useMemo(() => query.data, [query.data]);
  if (me) return <SessionContext value={me}>{children}</SessionContext>;
  if (query.error && !isFailure(query.error, 'unauthenticated')) {
    return <Failure error={query.error} onRetry={() => void query.refetch()} />;
  }
  return <Skeleton lines={6} />;
}
