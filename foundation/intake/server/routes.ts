// Binds the routes of devices, bindings and measurements to their use cases.
import { endpoint, type Endpoint } from '#platform/kernel/http/endpoint.ts';
import {
  bindingBody,
  bindingEndBody,
  bindingParams,
  deviceParams,
  devicesQuery,
  deviceToChange,
  deviceToRegister,
  intakeRoutes as routes,
  ownMeasurementBody,
  personParams,
  uploadsBody,
} from '../contract.ts';
import type { Gateway } from './gateway/gateway.ts';
import type { Parts } from './parts.ts';
import { bindOwn, finishBinding, readBindings } from './use-cases/bindings.ts';
import { changeDevice, readDevices, registerDevice } from './use-cases/devices.ts';
import { enterOwnMeasurement } from './use-cases/own-measurement.ts';

const person = ({ params }: { params: { personId: string } }) => params.personId;

export const endpointsOf = (parts: Parts, gateway: Gateway): Endpoint[] => [
  endpoint(
    routes.upload,
    {
      permission: 'intake.measurement.send',
      person: 'filtered',
      body: uploadsBody,
      bodyLimit: 4 * 1_024 * 1_024,
      perMinute: 6_000,
      summary: 'Readings of many devices, taken once each; answered when they are durable',
    },
    ({ actor, body, now }) => gateway.upload(actor, body, now),
  ),
  endpoint(
    routes.devices,
    {
      permission: 'intake.device.read',
      person: 'none',
      query: devicesQuery,
      summary: 'Devices of the own institutions',
    },
    ({ actor, query, now }) => readDevices(parts, actor, query, now),
  ),
  endpoint(
    routes.register,
    {
      permission: 'intake.device.write',
      person: 'none',
      body: deviceToRegister,
      summary: 'Register a device of an own institution',
    },
    ({ actor, body, now }) => registerDevice(parts, actor, body, now),
  ),
  endpoint(
    routes.change,
    {
      permission: 'intake.device.write',
      person: 'none',
      params: deviceParams,
      body: deviceToChange,
      summary: 'Change, move, repair or retire a device',
    },
    ({ actor, params, body, ifMatch, now }) =>
      changeDevice(parts, actor, { deviceId: params.deviceId, body, version: ifMatch! }, now),
  ),
  endpoint(
    routes.bindings,
    {
      permission: 'intake.binding.read',
      person,
      params: personParams,
      summary: 'Devices that a person has or had, and when they last measured',
    },
    ({ params }) => readBindings(parts, params.personId),
  ),
  endpoint(
    routes.bind,
    {
      permission: 'intake.binding.write',
      person,
      params: personParams,
      body: bindingBody,
      summary: "Say that a device is this person's own from an instant on",
    },
    ({ actor, params, body, now }) => bindOwn(parts, actor, params.personId, body, now),
  ),
  endpoint(
    routes.endBinding,
    {
      permission: 'intake.binding.write',
      person,
      params: bindingParams,
      body: bindingEndBody,
      summary: 'Say until when a person had a device',
    },
    ({ actor, params, body, now }) => finishBinding(parts, actor, params, new Date(body.toAt), now),
  ),
  endpoint(
    routes.measure,
    {
      permission: 'intake.measurement.enter',
      person,
      params: personParams,
      body: ownMeasurementBody,
      summary: "Add a value of one's own: typed in, or read by the browser from a meter",
    },
    ({ actor, params, body, now }) => enterOwnMeasurement(parts, actor, params.personId, body, now),
  ),
];
