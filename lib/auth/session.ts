/** A session as requests see it. */
export interface SessionInfo {
  id: string;
  login: string;
  /** What forms and scripts send back to show that they come from our pages. */
  csrfToken: string;
  accountScopeId: string;
  /** The chosen project; null: all of the scope, also future ones. */
  projectId: string | null;
  locale: "en" | "ru" | null;
  theme: "light" | "dark" | null;
}

/** A session in the list of sessions. */
export interface ListedSession {
  id: string;
  userAgent: string | null;
  ip: string | null;
  createdAt: Date;
  lastSeenAt: Date;
}

/** Someone who has just signed in. */
export interface NewSession {
  login: string;
  accountScopeId: string;
  userAgent: string | null;
  ip: string | null;
  requestId: string | null;
}

/** What a person may change of a session. */
export type SessionChange = Partial<Pick<SessionInfo, "projectId" | "locale" | "theme">>;
