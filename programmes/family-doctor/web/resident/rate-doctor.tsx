// How content somebody is with the family doctor: one to five stars and a line.
import { useState } from 'react';
import { Button } from '#platform/ui/actions/button.tsx';
import { useAnnounce } from '#platform/ui/actions/undo.tsx';
import { useApi } from '#platform/ui/api/api-context.ts';
import { Card } from '#platform/ui/elder/tile.tsx';
import { ChoiceField, TextField } from '#platform/ui/form/fields.tsx';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { Failure } from '#platform/ui/states/states.tsx';
import { contractRoutes, type ContractSummary } from '../../contract.ts';
import { useChange } from '../use-family.ts';

const stars = ['5', '4', '3', '2', '1'] as const;

export function RateDoctor({ personId, contract }: { personId: string; contract: ContractSummary }) {
  const { t } = useWords();
  const api = useApi();
  const announce = useAnnounce();
  const { run, busy, failure } = useChange();
  const given = stars.find((one) => Number(one) === contract.rating?.stars);
  const [chosen, setChosen] = useState<(typeof stars)[number] | undefined>(given);
  const [text, setText] = useState(contract.rating?.text ?? '');
  const save = async () => {
    const params = { personId, contractId: contract.contractId };
    const body = { stars: Number(chosen), ...(text.trim() && { text: text.trim() }) };
    if (await run(() => api.call(contractRoutes.rate, { params, body }))) announce(t('family-doctor.thanks'));
  };
  return (
    <Card title={t('family-doctor.rate')}>
      <ChoiceField
        name="stars"
        label={t('family-doctor.rateLabel')}
        value={chosen}
        onChange={setChosen}
        choices={stars.map((value) => ({ value, label: t(`family-doctor.stars.${value}`) }))}
      />
      <TextField
        name="rating"
        label={t('family-doctor.rateText')}
        value={text}
        onChange={setText}
        maxLength={300}
        optional
      />
      {failure !== undefined && <Failure error={failure} />}
      <Button kind="primary" busy={busy} disabled={!chosen} onClick={() => void save()}>
        {t('family-doctor.rateIt')}
      </Button>
    </Card>
  );
}
