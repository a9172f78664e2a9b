/** The tag and attributes of one part of an icon, drawn in a 24 by 24 box with a 2-unit stroke. */
export type IconPart = readonly [
  tag: "path" | "circle" | "rect" | "line" | "polyline" | "ellipse" | "polygon",
  attributes: Readonly<Record<string, string>>,
];

/** An icon's drawing. Shapes are from Lucide 1.48.0 (ISC licence, https://lucide.dev/license). */
export type IconShape = readonly IconPart[];

export const arrowDown: IconShape = [["path", { d: "M12 5v14" }], ["path", {
  d: "m19 12-7 7-7-7",
}]];
export const arrowUp: IconShape = [["path", { d: "m5 12 7-7 7 7" }], ["path", { d: "M12 19V5" }]];
export const building: IconShape = [
  ["path", { d: "M12 10h.01" }],
  ["path", { d: "M12 14h.01" }],
  ["path", { d: "M12 6h.01" }],
  ["path", { d: "M16 10h.01" }],
  ["path", { d: "M16 14h.01" }],
  ["path", { d: "M16 6h.01" }],
  ["path", { d: "M8 10h.01" }],
  ["path", { d: "M8 14h.01" }],
  ["path", { d: "M8 6h.01" }],
  ["path", { d: "M9 22v-3a1 1 0 0 1 1-1h4a1 1 0 0 1 1 1v3" }],
  ["rect", { x: "4", y: "2", width: "16", height: "20", rx: "2" }],
];
export const chartColumn: IconShape = [
  ["path", { d: "M3 3v16a2 2 0 0 0 2 2h16" }],
  ["path", { d: "M18 17V9" }],
  ["path", { d: "M13 17V5" }],
  ["path", { d: "M8 17v-3" }],
];
export const check: IconShape = [["path", { d: "M20 6 9 17l-5-5" }]];
export const chevronDown: IconShape = [["path", { d: "m6 9 6 6 6-6" }]];
export const chevronLeft: IconShape = [["path", { d: "m15 18-6-6 6-6" }]];
export const chevronRight: IconShape = [["path", { d: "m9 18 6-6-6-6" }]];
export const chevronsUpDown: IconShape = [["path", { d: "m7 15 5 5 5-5" }], ["path", {
  d: "m7 9 5-5 5 5",
}]];
export const circleAlert: IconShape = [["circle", { cx: "12", cy: "12", r: "10" }], ["line", {
  x1: "12",
  x2: "12",
  y1: "8",
  y2: "12",
}], ["line", { x1: "12", x2: "12.01", y1: "16", y2: "16" }]];
export const circleCheck: IconShape = [["circle", { cx: "12", cy: "12", r: "10" }], ["path", {
  d: "m16 9-5.5 5.5L8 12",
}]];
export const circleX: IconShape = [["circle", { cx: "12", cy: "12", r: "10" }], ["path", {
  d: "m15 9-6 6",
}], ["path", { d: "m9 9 6 6" }]];
export const clock: IconShape = [["circle", { cx: "12", cy: "12", r: "10" }], ["path", {
  d: "M12 6v6l4 2",
}]];
export const database: IconShape = [["ellipse", { cx: "12", cy: "5", rx: "9", ry: "3" }], ["path", {
  d: "M3 5V19A9 3 0 0 0 21 19V5",
}], ["path", { d: "M3 12A9 3 0 0 0 21 12" }]];
export const download: IconShape = [["path", { d: "M12 15V3" }], ["path", {
  d: "M21 15v4a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2v-4",
}], ["path", { d: "m7 10 5 5 5-5" }]];
export const externalLink: IconShape = [["path", { d: "M15 3h6v6" }], ["path", {
  d: "M10 14 21 3",
}], ["path", { d: "M18 13v6a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2V8a2 2 0 0 1 2-2h6" }]];
export const eye: IconShape = [["path", {
  d: "M2.062 12.348a1 1 0 0 1 0-.696 10.75 10.75 0 0 1 19.876 0 1 1 0 0 1 0 .696 10.75 10.75 0 0 1-19.876 0",
}], ["circle", { cx: "12", cy: "12", r: "3" }]];
export const fileText: IconShape = [
  ["path", {
    d: "M6 22a2 2 0 0 1-2-2V4a2 2 0 0 1 2-2h8a2.4 2.4 0 0 1 1.704.706l3.588 3.588A2.4 2.4 0 0 1 20 8v12a2 2 0 0 1-2 2z",
  }],
  ["path", { d: "M14 2v5a1 1 0 0 0 1 1h5" }],
  ["path", { d: "M10 9H8" }],
  ["path", { d: "M16 13H8" }],
  ["path", { d: "M16 17H8" }],
];
export const folder: IconShape = [["path", {
  d: "M20 20a2 2 0 0 0 2-2V8a2 2 0 0 0-2-2h-7.9a2 2 0 0 1-1.69-.9L9.6 3.9A2 2 0 0 0 7.93 3H4a2 2 0 0 0-2 2v13a2 2 0 0 0 2 2Z",
}]];
export const funnel: IconShape = [["path", {
  d: "M10 20a1 1 0 0 0 .553.895l2 1A1 1 0 0 0 14 21v-7a2 2 0 0 1 .517-1.341L21.74 4.67A1 1 0 0 0 21 3H3a1 1 0 0 0-.742 1.67l7.225 7.989A2 2 0 0 1 10 14z",
}]];
export const image: IconShape = [
  ["rect", { width: "18", height: "18", x: "3", y: "3", rx: "2", ry: "2" }],
  ["circle", { cx: "9", cy: "9", r: "2" }],
  ["path", { d: "m21 15-3.086-3.086a2 2 0 0 0-2.828 0L6 21" }],
];
export const inbox: IconShape = [["polyline", { points: "22 12 16 12 14 15 10 15 8 12 2 12" }], [
  "path",
  {
    d: "M5.45 5.11 2 12v6a2 2 0 0 0 2 2h16a2 2 0 0 0 2-2v-6l-3.45-6.89A2 2 0 0 0 16.76 4H7.24a2 2 0 0 0-1.79 1.11z",
  },
]];
export const info: IconShape = [["circle", { cx: "12", cy: "12", r: "10" }], ["path", {
  d: "M12 16v-4",
}], ["path", { d: "M12 8h.01" }]];
export const keyRound: IconShape = [["path", {
  d: "M2.586 17.414A2 2 0 0 0 2 18.828V21a1 1 0 0 0 1 1h3a1 1 0 0 0 1-1v-1a1 1 0 0 1 1-1h1a1 1 0 0 0 1-1v-1a1 1 0 0 1 1-1h.172a2 2 0 0 0 1.414-.586l.814-.814a6.5 6.5 0 1 0-4-4z",
}], ["circle", { cx: "16.5", cy: "7.5", r: ".5", fill: "currentColor" }]];
export const languages: IconShape = [
  ["path", { d: "m5 8 6 6" }],
  ["path", { d: "m4 14 6-6 2-3" }],
  ["path", { d: "M2 5h12" }],
  ["path", { d: "M7 2h1" }],
  ["path", { d: "m22 22-5-10-5 10" }],
  ["path", { d: "M14 18h6" }],
];
export const layoutDashboard: IconShape = [
  ["rect", { width: "7", height: "9", x: "3", y: "3", rx: "1" }],
  ["rect", { width: "7", height: "5", x: "14", y: "3", rx: "1" }],
  ["rect", { width: "7", height: "9", x: "14", y: "12", rx: "1" }],
  ["rect", { width: "7", height: "5", x: "3", y: "16", rx: "1" }],
];
export const list: IconShape = [
  ["path", { d: "M3 5h.01" }],
  ["path", { d: "M3 12h.01" }],
  ["path", { d: "M3 19h.01" }],
  ["path", { d: "M8 5h13" }],
  ["path", { d: "M8 12h13" }],
  ["path", { d: "M8 19h13" }],
];
export const lock: IconShape = [["rect", {
  width: "18",
  height: "11",
  x: "3",
  y: "11",
  rx: "2",
  ry: "2",
}], ["path", { d: "M7 11V7a5 5 0 0 1 10 0v4" }]];
export const logOut: IconShape = [["path", { d: "m16 17 5-5-5-5" }], ["path", { d: "M21 12H9" }], [
  "path",
  { d: "M9 21H5a2 2 0 0 1-2-2V5a2 2 0 0 1 2-2h4" },
]];
export const mail: IconShape = [["path", { d: "m22 7-8.991 5.727a2 2 0 0 1-2.009 0L2 7" }], [
  "rect",
  { x: "2", y: "4", width: "20", height: "16", rx: "2" },
]];
export const messagesSquare: IconShape = [["path", {
  d: "M16 10a2 2 0 0 1-2 2H6.828a2 2 0 0 0-1.414.586l-2.202 2.202A.71.71 0 0 1 2 14.286V4a2 2 0 0 1 2-2h10a2 2 0 0 1 2 2z",
}], ["path", {
  d: "M20 9a2 2 0 0 1 2 2v10.286a.71.71 0 0 1-1.212.502l-2.202-2.202A2 2 0 0 0 17.172 19H10a2 2 0 0 1-2-2v-1",
}]];
export const monitor: IconShape = [
  ["rect", { width: "20", height: "14", x: "2", y: "3", rx: "2" }],
  ["line", { x1: "8", x2: "16", y1: "21", y2: "21" }],
  ["line", { x1: "12", x2: "12", y1: "17", y2: "21" }],
];
export const moon: IconShape = [["path", {
  d: "M20.985 12.486a9 9 0 1 1-9.473-9.472c.405-.022.617.46.402.803a6 6 0 0 0 8.268 8.268c.344-.215.825-.004.803.401",
}]];
export const paperclip: IconShape = [["path", {
  d: "m16 6-8.414 8.586a2 2 0 0 0 2.829 2.829l8.414-8.586a4 4 0 1 0-5.657-5.657l-8.379 8.551a6 6 0 1 0 8.485 8.485l8.379-8.551",
}]];
export const pin: IconShape = [["path", { d: "M12 17v5" }], ["path", {
  d: "M9 10.76a2 2 0 0 1-1.11 1.79l-1.78.9A2 2 0 0 0 5 15.24V16a1 1 0 0 0 1 1h12a1 1 0 0 0 1-1v-.76a2 2 0 0 0-1.11-1.79l-1.78-.9A2 2 0 0 1 15 10.76V7a1 1 0 0 1 1-1 2 2 0 0 0 0-4H8a2 2 0 0 0 0 4 1 1 0 0 1 1 1z",
}]];
export const play: IconShape = [["path", {
  d: "M5 5a2 2 0 0 1 3.008-1.728l11.997 6.998a2 2 0 0 1 .003 3.458l-12 7A2 2 0 0 1 5 19z",
}]];
export const plug: IconShape = [["path", { d: "M12 22v-5" }], ["path", { d: "M15 8V2" }], ["path", {
  d: "M17 8a1 1 0 0 1 1 1v4a4 4 0 0 1-4 4h-4a4 4 0 0 1-4-4V9a1 1 0 0 1 1-1z",
}], ["path", { d: "M9 8V2" }]];
export const plus: IconShape = [["path", { d: "M5 12h14" }], ["path", { d: "M12 5v14" }]];
export const refreshCw: IconShape = [
  ["path", { d: "M3 12a9 9 0 0 1 9-9 9.75 9.75 0 0 1 6.74 2.74L21 8" }],
  ["path", { d: "M21 3v5h-5" }],
  ["path", { d: "M21 12a9 9 0 0 1-9 9 9.75 9.75 0 0 1-6.74-2.74L3 16" }],
  ["path", { d: "M8 16H3v5" }],
];
export const search: IconShape = [["path", { d: "m21 21-4.34-4.34" }], ["circle", {
  cx: "11",
  cy: "11",
  r: "8",
}]];
export const settings: IconShape = [["path", {
  d: "M9.671 4.136a2.34 2.34 0 0 1 4.659 0 2.34 2.34 0 0 0 3.319 1.915 2.34 2.34 0 0 1 2.33 4.033 2.34 2.34 0 0 0 0 3.831 2.34 2.34 0 0 1-2.33 4.033 2.34 2.34 0 0 0-3.319 1.915 2.34 2.34 0 0 1-4.659 0 2.34 2.34 0 0 0-3.32-1.915 2.34 2.34 0 0 1-2.33-4.033 2.34 2.34 0 0 0 0-3.831A2.34 2.34 0 0 1 6.35 6.051a2.34 2.34 0 0 0 3.319-1.915",
}], ["circle", { cx: "12", cy: "12", r: "3" }]];
export const square: IconShape = [["rect", { width: "18", height: "18", x: "3", y: "3", rx: "2" }]];
export const sun: IconShape = [
  ["circle", { cx: "12", cy: "12", r: "4" }],
  ["path", { d: "M12 2v2" }],
  ["path", { d: "M12 20v2" }],
  ["path", { d: "m4.93 4.93 1.41 1.41" }],
  ["path", { d: "m17.66 17.66 1.41 1.41" }],
  ["path", { d: "M2 12h2" }],
  ["path", { d: "M20 12h2" }],
  ["path", { d: "m6.34 17.66-1.41 1.41" }],
  ["path", { d: "m19.07 4.93-1.41 1.41" }],
];
export const tag: IconShape = [["path", {
  d: "M12.586 2.586A2 2 0 0 0 11.172 2H4a2 2 0 0 0-2 2v7.172a2 2 0 0 0 .586 1.414l8.704 8.704a2.426 2.426 0 0 0 3.42 0l6.58-6.58a2.426 2.426 0 0 0 0-3.42z",
}], ["circle", { cx: "7.5", cy: "7.5", r: ".5", fill: "currentColor" }]];
export const trash: IconShape = [
  ["path", { d: "M10 11v6" }],
  ["path", { d: "M14 11v6" }],
  ["path", { d: "M19 6v14a2 2 0 0 1-2 2H7a2 2 0 0 1-2-2V6" }],
  ["path", { d: "M3 6h18" }],
  ["path", { d: "M8 6V4a2 2 0 0 1 2-2h4a2 2 0 0 1 2 2v2" }],
];
export const triangleAlert: IconShape = [
  ["path", { d: "m21.73 18-8-14a2 2 0 0 0-3.48 0l-8 14A2 2 0 0 0 4 21h16a2 2 0 0 0 1.73-3" }],
  ["path", { d: "M12 9v4" }],
  ["path", { d: "M12 17h.01" }],
];
export const unplug: IconShape = [
  ["path", { d: "m19 5 3-3" }],
  ["path", { d: "m2 22 3-3" }],
  ["path", { d: "M6.3 20.3a2.4 2.4 0 0 0 3.4 0L12 18l-6-6-2.3 2.3a2.4 2.4 0 0 0 0 3.4Z" }],
  ["path", { d: "M7.5 13.5 10 11" }],
  ["path", { d: "M10.5 16.5 13 14" }],
  ["path", { d: "m12 6 6 6 2.3-2.3a2.4 2.4 0 0 0 0-3.4l-2.6-2.6a2.4 2.4 0 0 0-3.4 0Z" }],
];
export const user: IconShape = [["path", { d: "M19 21v-2a4 4 0 0 0-4-4H9a4 4 0 0 0-4 4v2" }], [
  "circle",
  { cx: "12", cy: "7", r: "4" },
]];
export const users: IconShape = [
  ["path", { d: "M16 21v-2a4 4 0 0 0-4-4H6a4 4 0 0 0-4 4v2" }],
  ["path", { d: "M16 3.128a4 4 0 0 1 0 7.744" }],
  ["path", { d: "M22 21v-2a4 4 0 0 0-3-3.87" }],
  ["circle", { cx: "9", cy: "7", r: "4" }],
];
export const wallet: IconShape = [
  ["path", {
    d: "M19 7V4a1 1 0 0 0-1-1H5a2 2 0 0 0 0 4h15a1 1 0 0 1 1 1v4h-3a2 2 0 0 0 0 4h3a1 1 0 0 0 1-1v-2a1 1 0 0 0-1-1",
  }],
  ["path", { d: "M3 5v14a2 2 0 0 0 2 2h15a1 1 0 0 0 1-1v-4" }],
];
export const wifiOff: IconShape = [
  ["path", { d: "M12 20h.01" }],
  ["path", { d: "M8.5 16.429a5 5 0 0 1 7 0" }],
  ["path", { d: "M5 12.859a10 10 0 0 1 5.17-2.69" }],
  ["path", { d: "M19 12.859a10 10 0 0 0-2.007-1.523" }],
  ["path", { d: "M2 8.82a15 15 0 0 1 4.177-2.643" }],
  ["path", { d: "M22 8.82a15 15 0 0 0-11.288-3.764" }],
  ["path", { d: "m2 2 20 20" }],
];
export const x: IconShape = [["path", { d: "M18 6 6 18" }], ["path", { d: "m6 6 12 12" }]];
export const zap: IconShape = [["path", {
  d: "M15.914 4a1.5 1.5 0 00-2.474-1.561l-9 9A1.5 1.5 0 005.5 14h4.002a.5.5 0 01.471.666L8.086 20a1.5 1.5 0 002.475 1.56l9-9A1.5 1.5 0 0018.5 10h-3.997a.5.5 0 01-.472-.667z",
}]];
