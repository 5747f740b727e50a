// The head of a page below the day: the way back, a name, what it is about; and what stands where a page is not on this device.
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { Icon } from '#platform/ui/icons/icon.tsx';
import { Empty } from '#platform/ui/states/states.tsx';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import styles from './crew.module.css';

export interface PageHeadProps {
  back: string;
  backLabel: string;
  /** Absent where the person's banner is the title. */
  title?: string;
  children?: ReactNode;
}
export function PageHead({ back, backLabel, title, children }: PageHeadProps) {
  return (
    <header className={styles['head']}>
      <Link to={back} className={`${styles['back']} no-print`}>
        <Icon name="back" />
        {backLabel}
      </Link>
      {title && <h1>{title}</h1>}
      {children && <p className="quiet">{children}</p>}
    </header>
  );
}

export function NotHere() {
  const { t } = useWords();
  return (
    <Empty title={t('crew.notHere')} icon="search" action={<Link to="/">{t('crew.allStops')}</Link>}>
      {t('crew.notHereWhy')}
    </Empty>
  );
}
