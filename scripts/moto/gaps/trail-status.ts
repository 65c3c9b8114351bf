import type { JsonObject } from '../answers.ts';
import type { TrailHealth } from '../settings.ts';

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/**
 * What GetTrailStatus says about deliveries. A trail that logs delivered a few minutes ago, as far as it
 * is configured to; one that was stopped delivered for the last time when it was.
 */
export function deliveryTimes(trail: JsonObject, status: JsonObject, health: TrailHealth = {}, now: Date): JsonObject {
  const seconds = Math.floor(now.getTime() / 1000);
  const today = seconds - (seconds % DAY);
  const logging = status.IsLogging === true;
  const stopped = status.StopLoggingTime === undefined ? undefined : today - 21 * DAY;
  const restarted = logging && stopped !== undefined;
  const started = status.StartLoggingTime === undefined ? undefined : today - (restarted ? 20 : 200) * DAY;
  if (started === undefined) return { LatestDeliveryTime: undefined };

  const last = (secondsAgo: number, hoursAgo: number | undefined): number =>
    hoursAgo !== undefined
      ? seconds - hoursAgo * HOUR
      : logging
        ? seconds - secondsAgo
        : (stopped ?? today) - secondsAgo;

  const delivered = last(4 * MINUTE, health.deliveredHoursAgo);
  return {
    StartLoggingTime: started,
    TimeLoggingStarted: iso(started),
    ...(stopped !== undefined && { StopLoggingTime: stopped, TimeLoggingStopped: iso(stopped) }),
    LatestDeliveryTime: delivered,
    LatestDeliveryAttemptTime: iso(delivered),
    LatestDeliveryAttemptSucceeded: health.deliveryError === undefined ? iso(delivered) : '',
    ...(health.deliveryError !== undefined && { LatestDeliveryError: health.deliveryError }),
    ...(trail.LogFileValidationEnabled === true && {
      LatestDigestDeliveryTime: last(35 * MINUTE, health.digestHoursAgo),
    }),
    ...(health.digestDeliveryError !== undefined && {
      LatestDigestDeliveryError: health.digestDeliveryError,
    }),
    ...(isSet(trail.CloudWatchLogsLogGroupArn) && {
      LatestCloudWatchLogsDeliveryTime: last(3 * MINUTE, health.cloudWatchLogsHoursAgo),
    }),
    ...(health.cloudWatchLogsDeliveryError !== undefined && {
      LatestCloudWatchLogsDeliveryError: health.cloudWatchLogsDeliveryError,
    }),
    ...(isSet(trail.SnsTopicName) && { LatestNotificationTime: last(4 * MINUTE, undefined) }),
    ...(health.notificationError !== undefined && { LatestNotificationError: health.notificationError }),
  };
}

const isSet = (value: unknown): boolean => typeof value === 'string' && value !== '';

const iso = (seconds: number): string => new Date(seconds * 1000).toISOString().replace('.000Z', 'Z');
