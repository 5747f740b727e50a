// A query on the screen: skeleton, then content; after a failure the old content stays with its age.
import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { StaleBadge } from './badges.tsx';
import { Failure, Skeleton } from './states.tsx';

export function QueryView<Data>({
  query,
  skeleton,
  children,
}: {
  query: UseQueryResult<Data>;
  skeleton?: ReactNode;
  children: (data: Data) => ReactNode;
}) {
  const retry = () => void query.refetch();
  if (query.data === undefined) {
    return query.error ? <Failure error={query.error} onRetry={retry} /> : (skeleton ?? <Skeleton lines={4} />);
  }
  return (
    <>
      {query.error && (
        <>
          <Failure error={query.error} onRetry={retry} />
          <StaleBadge at={query.dataUpdatedAt} staleAfterSeconds={0} />
        </>
      )}
      {children(query.data)}
    </>
  );
}
