// The words of a contract with the evidence of their signature.
import { useWords } from '#platform/ui/i18n/use-words.ts';
import type { ContractDetail } from '../contract.ts';
import styles from './family.module.css';

/** So many characters of the hash tell two texts apart on paper. */
const shownHash = 16;

export function SignedText({ contract }: { contract: ContractDetail }) {
  const { t, instant } = useWords();
  const { signature } = contract;
  return (
    <>
      <pre className={styles['text']} tabIndex={0} aria-label={t('family-doctor.contractText')}>
        {contract.text}
      </pre>
      <p className="quiet">{t('family-doctor.hash', { hash: contract.textHash.slice(0, shownHash) })}</p>
      {signature && (
        <div className={styles['signature']}>
          <p>
            {t(`family-doctor.signedBy.${signature.method}`, {
              name: signature.signerName,
              at: instant(signature.signedAt),
              by: signature.takenBy,
            })}{' '}
            <span className="quiet">{t(`family-doctor.identified.${signature.identifiedBy}`)}</span>
          </p>
          {signature.drawn && (
            <svg
              viewBox="0 0 300 100"
              role="img"
              aria-label={t('family-doctor.signatureOf', { name: signature.signerName })}
            >
              <path d={signature.drawn} fill="none" stroke="#16211D" strokeWidth="2" />
            </svg>
          )}
        </div>
      )}
    </>
  );
}
