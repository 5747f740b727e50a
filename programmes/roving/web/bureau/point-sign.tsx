// The sign of a service point: its name and the code that opens the residents' page of its visits.
import { useMemo } from 'react';
import { renderSVG } from 'uqr';
import { pointAddress } from '#foundation/registry/rules/service-point.ts';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import styles from './points.module.css';

export function PointSign({ point }: { point: { servicePointId: string; name: string } }) {
  const { t } = useWords();
  const picture = useMemo(() => {
    // Level M mends a sign of which an eighth is dirty.
    const svg = renderSVG(pointAddress(location.origin, point.servicePointId), { ecc: 'M', border: 2 });
    return `data:image/svg+xml,${encodeURIComponent(svg)}`;
  }, [point.servicePointId]);
  return (
    <figure className={styles['sign']}>
      <img src={picture} alt={t('roving.signAlt', { name: point.name })} width={220} height={220} />
      <figcaption>{point.name}</figcaption>
    </figure>
  );
}
