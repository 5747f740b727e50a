// A device of the register as FHIR Device; it names nobody: whose it is changes, and a resource keeps its patient.
import type { Resource } from '#foundation/record/rules/visit-resources.ts';
import { simulatedTag } from '#foundation/record/rules/person-facts.ts';
import type { DeviceKind, DeviceState } from '../contract.ts';

const kindTexts: Record<DeviceKind, string> = {
  'blood-pressure': '血压计',
  glucose: '血糖仪',
  temperature: '体温计',
  weight: '体重秤',
  oximeter: '血氧仪',
  station: '体测一体机',
};

export const deviceResource = (device: {
  deviceId: string;
  serial: string;
  kind: DeviceKind;
  model: string;
  unitId: string;
  state: DeviceState;
  simulated: boolean;
}): Resource => ({
  resourceType: 'Device',
  id: device.deviceId,
  ...(device.simulated && { meta: { tag: [simulatedTag] } }),
  identifier: [{ system: 'urn:tianmu:fhir:device', value: device.serial }],
  status: device.state === 'retired' ? 'inactive' : 'active',
  serialNumber: device.serial,
  modelNumber: device.model,
  type: { text: kindTexts[device.kind] },
  owner: { reference: `Organization/${device.unitId}` },
});
