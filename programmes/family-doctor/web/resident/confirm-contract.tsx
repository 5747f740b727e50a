// A contract that the doctor has drawn up: read it, then agree or say no. Only grown-ups sign, and only for their own household.
import { useState } from 'react';
import { useMe } from '#platform/ui/portal/session.ts';
import { Button } from '#platform/ui/actions/button.tsx';
import { useAnnounce } from '#platform/ui/actions/undo.tsx';
import { useApi } from '#platform/ui/api/api-context.ts';
import { Card } from '#platform/ui/elder/tile.tsx';
import { TextField } from '#platform/ui/form/fields.tsx';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { QueryView } from '#platform/ui/states/query-view.tsx';
import { Failure } from '#platform/ui/states/states.tsx';
import { contractRoutes, type ContractDetail } from '../../contract.ts';
import { SignedText } from '../signed-text.tsx';
import { useChange, useContract } from '../use-family.ts';
import styles from '../family.module.css';

export function ConfirmContract({ personId, contractId }: { personId: string; contractId: string }) {
  const { t } = useWords();
  const contract = useContract(personId, contractId);
  return (
    <Card tone="brand" title={t('family-doctor.confirmTitle')}>
      <QueryView query={contract}>{(data) => <Confirming personId={personId} contract={data} />}</QueryView>
    </Card>
  );
}

function Confirming({ personId, contract }: { personId: string; contract: ContractDetail }) {
  const { t } = useWords();
  const api = useApi();
  const me = useMe();
  const announce = useAnnounce();
  const { run, busy, failure } = useChange();
  const [read, setRead] = useState(false);
  const [refusing, setRefusing] = useState(false);
  const [reason, setReason] = useState('');
  const params = { personId, contractId: contract.contractId };
  const maySign = contract.members.some((member) => member.personId === me.personId);
  const agree = async () => {
    const body = { textHash: contract.textHash, signerId: me.personId!, identifiedBy: 'account' as const };
    if (await run(() => api.call(contractRoutes.sign, { params, body }))) announce(t('family-doctor.signed'));
  };
  const refuse = () =>
    void run(() => api.call(contractRoutes.decline, { params, body: reason.trim() ? { reason: reason.trim() } : {} }));
  return (
    <>
      <p>{t('family-doctor.confirmText', { doctor: contract.doctorName })}</p>
      <SignedText contract={contract} />
      {failure !== undefined && <Failure error={failure} />}
      {maySign ? (
        <div className={styles['choices']}>
          <label>
            <input type="checkbox" checked={read} onChange={(event) => setRead(event.target.checked)} />
            {t('family-doctor.haveRead')}
          </label>
        </div>
      ) : (
        <p>{t('family-doctor.otherSigns')}</p>
      )}
      <div className={styles['row']}>
        {maySign && (
          <Button kind="primary" busy={busy} disabled={!read} onClick={() => void agree()}>
            {t('family-doctor.confirm')}
          </Button>
        )}
        <Button kind="quiet" onClick={() => setRefusing(!refusing)}>
          {t('family-doctor.refuse')}
        </Button>
      </div>
      {refusing && (
        <>
          <TextField
            name="reason"
            label={t('family-doctor.refuseReason')}
            value={reason}
            onChange={setReason}
            maxLength={200}
            optional
          />
          <Button kind="danger" busy={busy} onClick={refuse}>
            {t('family-doctor.refuse')}
          </Button>
        </>
      )}
    </>
  );
}
