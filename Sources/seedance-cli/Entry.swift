/// Where the process begins: its streams are made safe before anything else happens.
@main
enum Entry {
    static func main() async {
        Console.prepare()
        Interruption.cleanUp()
        await Seedance.main()
    }
}
