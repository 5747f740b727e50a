// A file of a study on the screen: pictures in place, everything else in a tab of its own. Bytes never lie in an address or cache.
import { useEffect, useState } from 'react';
import { Button } from '#platform/ui/actions/button.tsx';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import styles from '#foundation/sync/web/part.module.css';
import type { StudyFile } from '../contract.ts';
import { addressOfFile } from '../rules/file-address.ts';

export async function fetchStudyFile(
  portal: string,
  personId: string,
  studyId: string,
  attachmentId: string,
  mediaType: string,
): Promise<Blob> {
  const response = await fetch(addressOfFile(personId, studyId, attachmentId), {
    headers: { 'x-tianmu-portal': portal },
    cache: 'no-store',
  });
  if (!response.ok) throw new Error(String(response.status));
  return new Blob([await response.arrayBuffer()], { type: mediaType });
}

export function FileView({ file, load, note }: { file: StudyFile; load: () => Promise<Blob>; note?: string }) {
  const { t } = useWords();
  const [address, setAddress] = useState<string>();
  const [state, setState] = useState<'closed' | 'loading' | 'failed'>('closed');
  useEffect(() => () => void (address && URL.revokeObjectURL(address)), [address]);
  const isPicture = file.mediaType.startsWith('image/');
  const show = async () => {
    setState('loading');
    try {
      const made = URL.createObjectURL(await load());
      setAddress(made);
      setState('closed');
      if (!isPicture) open(made, '_blank', 'noopener');
    } catch {
      setState('failed');
    }
  };
  return (
    <div className={styles['stack']}>
      <div className={styles['line']}>
        <span>
          {file.name}{' '}
          <span className="quiet">
            {t('diagnostics.kilobytes', { count: Math.ceil(file.bytes / 1000) })}
            {note && ` · ${note}`}
          </span>
        </span>
        <Button kind="quiet" icon="eye" busy={state === 'loading'} onClick={() => void show()}>
          {t('diagnostics.showFile')}
        </Button>
      </div>
      {state === 'failed' && <p role="alert">{t('diagnostics.fileFailed')}</p>}
      {address && isPicture && <img className={styles['picture']} src={address} alt={file.name} />}
    </div>
  );
}
