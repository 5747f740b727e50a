// No page at this address, or a page that failed: says so and leads back.
import { useTranslation } from 'react-i18next';
import { isRouteErrorResponse, Link, useRouteError } from 'react-router';
import { buttonClass } from '#platform/ui/actions/button.tsx';
import { Empty, Failure } from '#platform/ui/states/states.tsx';

export function LostPage() {
  const { t } = useTranslation();
  const error = useRouteError();
  if (error && !(isRouteErrorResponse(error) && error.status === 404)) {
    return <Failure error={error} onRetry={() => location.reload()} />;
  }
  return (
    <Empty
      title={t('portal.lost')}
      icon="search"
      action={
        <Link to="/" className={buttonClass()}>
          {t('portal.home')}
        </Link>
      }
    >
      {t('portal.lostText')}
    </Empty>
  );
}
