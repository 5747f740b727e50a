// Which villages, institutions and service points lie far from the road, or on a piece of road that leads nowhere else.
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useApi } from '#platform/ui/api/api-context.ts';
import { ChoiceField } from '#platform/ui/form/fields.tsx';
import { formatDistance } from '#platform/ui/format/quantities.ts';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { QueryView } from '#platform/ui/states/query-view.tsx';
import { geoRoutes } from '../../contract.ts';
import styles from './roads.module.css';

const limits = [200, 500, 1000, 2000];

export function Connectivity({ county, version }: { county: string | undefined; version: string | undefined }) {
  const { t, language } = useWords();
  const api = useApi();
  const [metres, setMetres] = useState(500);
  const query = useQuery({
    queryKey: ['connectivity', county, metres, version],
    enabled: version !== undefined,
    queryFn: ({ signal }) => api.call(geoRoutes.connectivity, { query: { ...(county && { county }), metres }, signal }),
  });
  return (
    <section className={styles['card']} aria-label={t('geo.loose.title')}>
      <h2>{t('geo.loose.title')}</h2>
      {version === undefined && <p className="quiet">{t('geo.network.noneText')}</p>}
      {version !== undefined && (
        <>
          <ChoiceField
            name="metres"
            label={t('geo.loose.limit')}
            value={String(metres)}
            onChange={(value) => setMetres(Number(value))}
            choices={limits.map((limit) => ({ value: String(limit), label: formatDistance(limit, language) }))}
          />
          <QueryView query={query}>
            {({ places, loose, islands }) => (
              <>
                <p role="status">
                  {loose.length === 0
                    ? t('geo.loose.none', { places })
                    : t('geo.loose.some', { count: loose.length, places })}
                </p>
                <p className="quiet">{t('geo.loose.islands', { islands })}</p>
                {loose.length > 0 && (
                  <div className={styles['scroll']} tabIndex={0} role="region" aria-label={t('geo.loose.title')}>
                    <table>
                      <thead>
                        <tr>
                          <th scope="col">{t('geo.loose.place')}</th>
                          <th scope="col">{t('geo.loose.fault')}</th>
                        </tr>
                      </thead>
                      <tbody>
                        {loose.map(({ unitId, name, offRoadMetres, islandJunctions }) => (
                          <tr key={unitId}>
                            <th scope="row">{name}</th>
                            <td>
                              {islandJunctions !== undefined
                                ? t('geo.loose.island', { junctions: islandJunctions })
                                : offRoadMetres === undefined
                                  ? t('geo.loose.nothing')
                                  : t('geo.loose.off', { distance: formatDistance(offRoadMetres, language) })}
                            </td>
                          </tr>
                        ))}
                      </tbody>
                    </table>
                  </div>
                )}
              </>
            )}
          </QueryView>
        </>
      )}
    </section>
  );
}
