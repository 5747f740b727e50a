// Reads a QR code with the camera where the browser can; elsewhere there is no button, and people type.
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '#platform/ui/actions/button.tsx';
import styles from './crew.module.css';

interface Detector {
  detect(source: HTMLVideoElement): Promise<{ rawValue: string }[]>;
}
type DetectorMaker = new (options: { formats: string[] }) => Detector;
const detectorMaker = (): DetectorMaker | undefined =>
  (globalThis as { BarcodeDetector?: DetectorMaker }).BarcodeDetector;
const lookEveryMilliseconds = 200;

export function ScanButton({ onCode }: { onCode: (code: string) => void }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const [failed, setFailed] = useState(false);
  const video = useRef<HTMLVideoElement>(null);
  const hear = useRef(onCode);
  useEffect(() => {
    hear.current = onCode;
  });
  useEffect(() => {
    const Maker = detectorMaker();
    if (!open || !Maker) return undefined;
    let over = false;
    let stream: MediaStream | undefined;
    const look = async () => {
      stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: 'environment' } });
      const place = video.current;
      if (!place || over) return;
      place.srcObject = stream;
      await place.play();
      const detector = new Maker({ formats: ['qr_code'] });
      while (!over) {
        const [code] = await detector.detect(place);
        if (code) {
          setOpen(false);
          hear.current(code.rawValue);
          return;
        }
        await new Promise((wait) => setTimeout(wait, lookEveryMilliseconds));
      }
    };
    look().catch(() => {
      setFailed(true);
      setOpen(false);
    });
    return () => {
      over = true;
      for (const track of stream?.getTracks() ?? []) track.stop();
    };
  }, [open]);
  if (!detectorMaker()) return null;
  return (
    <>
      <Button
        icon="eye"
        onClick={() => {
          setFailed(false);
          setOpen(true);
        }}
      >
        {t('crew.scan')}
      </Button>
      {failed && <p role="status">◆ {t('crew.scan.failed')}</p>}
      {open && (
        <div className={styles['scanner']} role="dialog" aria-label={t('crew.scan')}>
          <video ref={video} muted playsInline />
          <Button onClick={() => setOpen(false)}>{t('crew.scan.stop')}</Button>
        </div>
      )}
    </>
  );
}
