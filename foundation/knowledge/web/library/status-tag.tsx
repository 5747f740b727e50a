// How far content was checked: a word with its colour, and the sentence behind it.
import { useTranslation } from 'react-i18next';
import type { ContentStatus } from '../../rules/content.ts';
import styles from './library.module.css';

export function StatusTag({ status }: { status: ContentStatus }) {
  const { t } = useTranslation();
  return (
    <span className={styles['status']} data-status={status}>
      {t(`knowledge.status.${status}`)}
    </span>
  );
}
