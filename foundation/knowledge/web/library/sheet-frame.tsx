// What every sheet has: title and status, the note for clinicians, sources with their checks, reviews, and print for sign-off.
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { PageHead } from '#platform/ui/frame/staff-frame.tsx';
import { useMe } from '#platform/ui/portal/session.ts';
import { PrintButton, PrintHeader } from '#platform/ui/print/print.tsx';
import type { ContentSheet } from '../../contract.ts';
import type { ContentHead } from '../../rules/content.ts';
import { useLocalText } from '../form/use-local-text.ts';
import { Signatures } from './signatures.tsx';
import { StatusTag } from './status-tag.tsx';
import styles from './library.module.css';

/** The note is short Markdown: paragraphs and bold words. */
function Note({ note }: { note: string }) {
  const paragraphs = note.split('\n\n').filter((one) => one.trim() !== '' && !one.startsWith('# '));
  return paragraphs.map((paragraph) => (
    <p key={paragraph}>
      {paragraph.split('**').map((part, index) => (index % 2 === 1 ? <strong key={part}>{part}</strong> : part))}
    </p>
  ));
}

export function SheetFrame({ sheet, children }: { sheet: ContentSheet<ContentHead, unknown>; children: ReactNode }) {
  const { t } = useTranslation();
  const text = useLocalText();
  const me = useMe();
  const { content, reviews, note, effective } = sheet;
  return (
    <div className={styles['sheet']}>
      <PrintHeader title={t('knowledge.printTitle')} by={me.displayName} />
      <p className="no-print">
        <Link to="/knowledge">{t('knowledge.back')}</Link>
      </p>
      <PageHead title={text(content.title)} badges={<StatusTag status={effective} />}>
        <PrintButton label={t('knowledge.print')} />
      </PageHead>
      <p className="quiet">
        {t('knowledge.version')} {content.version} · {t('knowledge.validFrom', { on: content.validFrom })} ·{' '}
        {reviews.length === 0 ? t('knowledge.noReview') : t('knowledge.reviewCount', { count: reviews.length })}
        {effective !== 'reviewed' && <> · {t(`knowledge.status.${effective}.hint`)}</>}
      </p>
      {children}
      <details className={styles['part']} open>
        <summary>{t('knowledge.note')}</summary>
        <Note note={note} />
      </details>
      <section className={styles['part']}>
        <h2>{t('knowledge.provenance')}</h2>
        <div className={styles['wide']} tabIndex={0} role="region" aria-label={t('knowledge.provenance')}>
          <table className={styles['table']}>
            <thead>
              <tr>
                <th scope="col">{t('knowledge.claim')}</th>
                <th scope="col">{t('knowledge.source')}</th>
                <th scope="col">{t('knowledge.mark')}</th>
              </tr>
            </thead>
            <tbody>
              {content.provenance.map((claim) => (
                <tr key={claim.claim.en}>
                  <td>{text(claim.claim)}</td>
                  <td>
                    {claim.cite}
                    {claim.note && <p className="quiet">{text(claim.note)}</p>}
                  </td>
                  <td className={styles['check']} data-mark={claim.mark}>
                    {t(`knowledge.mark.${claim.mark}`)}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </section>
      <Signatures sheet={sheet} />
    </div>
  );
}
