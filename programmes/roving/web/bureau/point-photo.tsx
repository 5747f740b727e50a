// The photo of a service point, and how it is put there.
import { useRef, useState } from 'react';
import { servicePointRoutes, type ServicePointDetail } from '#foundation/registry/service-point-contract.ts';
import { base64Of } from '#foundation/registry/web/bureau/import-file.ts';
import { Button } from '#platform/ui/actions/button.tsx';
import { useApi } from '#platform/ui/api/api-context.ts';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { useMay } from '#platform/ui/portal/session.ts';
import { Failure } from '#platform/ui/states/states.tsx';
import styles from './points.module.css';

const mediaTypes = ['image/jpeg', 'image/png', 'image/webp'] as const;
/** 5 MB, what the server takes. */
const mostBytes = 5_000_000;

export function PointPhoto({
  point,
  onSaved,
}: {
  point: ServicePointDetail;
  onSaved: (point: ServicePointDetail) => void;
}) {
  const { t } = useWords();
  const api = useApi();
  const input = useRef<HTMLInputElement>(null);
  const mayWrite = useMay('registry.service-point.write');
  const [fault, setFault] = useState<'photoKind' | 'photoSize'>();
  const [failure, setFailure] = useState<unknown>();
  const [busy, setBusy] = useState(false);
  const put = async (file: File | undefined) => {
    if (!file) return;
    const mediaType = mediaTypes.find((one) => one === file.type);
    setFault(mediaType ? (file.size > mostBytes ? 'photoSize' : undefined) : 'photoKind');
    setFailure(undefined);
    if (!mediaType || file.size > mostBytes) return;
    setBusy(true);
    try {
      onSaved(
        await api.call(servicePointRoutes.photographServicePoint, {
          params: { servicePointId: point.servicePointId },
          body: { contentBase64: await base64Of(file), mediaType },
          ifMatch: point.version,
        }),
      );
    } catch (error) {
      setFailure(error);
    }
    setBusy(false);
  };
  return (
    <>
      {point.hasPhoto ? (
        <img
          className={styles['photo']}
          src={`/api/service-point-register/${point.servicePointId}/photo?portal=bureau&version=${point.version}`}
          alt={t('roving.photoAlt', { name: point.name })}
        />
      ) : (
        <p className="quiet">{t('roving.noPhoto')}</p>
      )}
      {mayWrite && (
        <>
          <input
            ref={input}
            className="unseen"
            type="file"
            tabIndex={-1}
            aria-label={t('roving.photo')}
            accept={mediaTypes.join()}
            onChange={(event) => {
              void put(event.target.files?.[0]);
              event.target.value = '';
            }}
          />
          <Button busy={busy} onClick={() => input.current?.click()}>
            {t(point.hasPhoto ? 'roving.otherPhoto' : 'roving.putPhoto')}
          </Button>
        </>
      )}
      {fault && <p role="alert">{t(`roving.${fault}`)}</p>}
      {failure !== undefined && <Failure error={failure} />}
    </>
  );
}
