func ask(_ name: String) -> String {
    if let found = ProcessInfo.processInfo.environment[name] {
        return found
    }
    return String(cString: getpass("\(name): "))
}
