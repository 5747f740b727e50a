// Buttons for signing in with a provider from outside, and what came of the last attempt.
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { outsideButtons } from '#platform/apps-contract.ts';
import { buttonClass } from '#platform/ui/actions/button.tsx';
import { useApi } from '#platform/ui/api/api-context.ts';
import type { PortalName } from '../portal-of-role.ts';
import { outsideState } from './sign-in-at.ts';
import styles from './door.module.css';

export function OutsideNotice() {
  const { t } = useTranslation();
  const state = outsideState();
  return state ? (
    <p role="status">
      <span aria-hidden="true">{state === 'link' || state === 'messenger' ? '◆ ' : '▲ '}</span>
      {t(`door.outside.${state}`)}
    </p>
  ) : null;
}

export function OutsideButtons({ portal }: { portal: PortalName }) {
  const { t } = useTranslation();
  const api = useApi();
  // Without an answer the door still opens with account and password.
  const list = useQuery({
    queryKey: ['outside-buttons'],
    queryFn: ({ signal }) => api.call(outsideButtons, { signal }),
  });
  const here = list.data?.buttons.filter((one) => one.portals.includes(portal)) ?? [];
  if (here.length === 0) return null;
  return (
    <div className={styles['outside']}>
      <p className="quiet">{t('door.outside.or')}</p>
      {here.map((one) => (
        <a
          key={one.providerId}
          className={buttonClass('plain', true)}
          href={`/api/outside/${one.providerId}/start?portal=${portal}`}
        >
          {one.text}
        </a>
      ))}
    </div>
  );
}
