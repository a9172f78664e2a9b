-- Sends each request with the next of many sessions: one alone would meet its limit.
local cookies = {}
local at = 0

function init(args)
  for line in io.lines(args[1]) do
    cookies[#cookies + 1] = line
  end
end

function request()
  at = at % #cookies + 1
  return wrk.format("GET", nil, { ["cookie"] = cookies[at] })
end
