// Files of a study: photographed or chosen, kept on the device until the hospital has them, shown back from here or from the server.
import { useRef, useState } from 'react';
import { Button } from '#platform/ui/actions/button.tsx';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { newId } from '#foundation/sync/web/new-id.ts';
import { PartNote } from '#foundation/sync/web/part-pieces.tsx';
import { useDeviceSession, useEngine } from '#foundation/sync/web/use-device.tsx';
import styles from '#foundation/sync/web/part.module.css';
import type { StudyFile } from '../../contract.ts';
import { fileTypes, type Study } from '../../rules/study.ts';
import { FileView, fetchStudyFile } from '../file-view.tsx';

const mostBytes = 25_000_000;
const hex = (digest: ArrayBuffer): string =>
  [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('');

export function StudyFiles({
  study,
  studyId,
  personId,
  open,
  onAdd,
}: {
  study: Study;
  studyId: string;
  personId: string;
  open: boolean;
  onAdd: (file: StudyFile) => Promise<void>;
}) {
  const { t } = useWords();
  const engine = useEngine();
  const session = useDeviceSession();
  const input = useRef<HTMLInputElement>(null);
  const [trouble, setTrouble] = useState<string>();
  const known = engine.meta.aliases[personId] ?? personId;
  const take = async (files: FileList | null) => {
    setTrouble(undefined);
    for (const file of files ?? []) {
      if (!fileTypes.test(file.type)) {
        setTrouble(t('diagnostics.fileKind'));
        continue;
      }
      if (file.size > mostBytes || file.size === 0) {
        setTrouble(t('diagnostics.fileSize'));
        continue;
      }
      const content = new Uint8Array(await file.arrayBuffer());
      const attachmentId = newId();
      const digest = hex(await crypto.subtle.digest('SHA-256', content));
      const mediaType = file.type;
      const bytes = content.byteLength;
      await engine.attach({ attachmentId, personId, mediaType, digest, bytes }, content);
      await onAdd({ attachmentId, name: file.name.slice(0, 120), mediaType, bytes });
    }
    session.hurry();
    if (input.current) input.current.value = '';
  };
  const load = async (file: StudyFile): Promise<Blob> => {
    const here = await engine.content(file.attachmentId);
    return here
      ? new Blob([here], { type: file.mediaType })
      : fetchStudyFile('crew', known, studyId, file.attachmentId, file.mediaType);
  };
  return (
    <div className={styles['stack']}>
      {study.files.map((file) => (
        <FileView
          key={file.attachmentId}
          file={file}
          load={() => load(file)}
          note={engine.attachments.has(file.attachmentId) ? t('diagnostics.fileWaits') : t('diagnostics.fileSent')}
        />
      ))}
      {trouble && <PartNote tone="red">{trouble}</PartNote>}
      {open && (
        <>
          <input
            ref={input}
            type="file"
            hidden
            multiple
            accept="image/png,image/jpeg,image/webp,application/pdf,text/xml,application/xml,.dcm"
            aria-label={t('diagnostics.addFile')}
            onChange={(event) => void take(event.target.files)}
          />
          <Button icon="plus" onClick={() => input.current?.click()}>
            {t('diagnostics.addFile')}
          </Button>
        </>
      )}
    </div>
  );
}
