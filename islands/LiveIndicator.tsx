import { useEffect } from "preact/hooks";
import { listen, type LiveStatus, liveStatus } from "../components/live/connection.ts";

/** Texts of the indicator. */
export interface LiveIndicatorProps {
  connected: string;
  connecting: string;
  offline: string;
  connectedHint: string;
  offlineHint: string;
}

/** Says whether the page's figures keep themselves up to date. Nothing is shown without scripts. */
export default function LiveIndicator(props: LiveIndicatorProps) {
  useEffect(() => listen(() => {}), []);
  const status = liveStatus.value;
  const texts: Record<LiveStatus, string> = {
    idle: "",
    connecting: props.connecting,
    connected: props.connected,
    offline: props.offline,
  };
  return (
    <span
      class={`live live-${status}`}
      role="status"
      title={status === "offline" ? props.offlineHint : props.connectedHint}
      data-testid="live-indicator"
      data-status={status}
    >
      <span class="live-text">{texts[status]}</span>
    </span>
  );
}
